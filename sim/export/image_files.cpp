#include "sim/export/image_files.hpp"

#include <algorithm>
#include <cstdio>

#include "hw/host/memory_window.hpp"
#include "memory/encoding.hpp"
#include "sim/results/csv.hpp"

namespace engram::sim {
namespace {

std::string words_text(const BitArray& data) {
  std::string text;
  for (std::uint64_t word = 0; word < data.words(); ++word) text += data.word_hex(word) + '\n';
  return text;
}

bool one_width(const MemoryImage& image) {
  return std::all_of(image.regions.begin(), image.regions.end(), [&](const Region& region) {
    return region.data.word_bits() == image.regions.front().data.word_bits();
  });
}

/// Lines "localparam NAME = value;".
class Parameters {
 public:
  void add(const std::string& name, std::uint64_t value) {
    text_ += "localparam " + name + " = " + std::to_string(value) + ";\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string upper(std::string name) {
  for (char& letter : name) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return name;
}

void add_convolution(const ConvSlice& slice, Parameters& parameters) {
  const ConvGeometry& g = slice.geometry;
  const std::pair<const char*, std::uint32_t> values[] = {{"IN_CHANNELS", g.in_channels},
                                                          {"IN_HEIGHT", g.in_height},
                                                          {"IN_WIDTH", g.in_width},
                                                          {"OUT_CHANNELS", g.out_channels},
                                                          {"OUT_HEIGHT", g.out_height},
                                                          {"OUT_WIDTH", g.out_width},
                                                          {"KERNEL_HEIGHT", g.kernel_height},
                                                          {"KERNEL_WIDTH", g.kernel_width},
                                                          {"STRIDE_Y", g.stride_y},
                                                          {"STRIDE_X", g.stride_x},
                                                          {"PAD_Y", g.pad_y},
                                                          {"PAD_X", g.pad_x},
                                                          {"DILATION_Y", g.dilation_y},
                                                          {"DILATION_X", g.dilation_x},
                                                          {"GROUPS", g.groups},
                                                          {"FIRST_OUTPUT", slice.first_output}};
  for (const auto& [name, value] : values) parameters.add(name, value);
}

std::string parameters_text(const MemoryImage& image) {
  Parameters parameters;
  if (one_width(image)) parameters.add("WORD_BITS", image.regions.front().data.word_bits());
  parameters.add("WORDS", first_words(image).back());
  parameters.add("WEIGHT_BITS", image.format.bits);
  parameters.add("ROWS", image.rows);
  parameters.add("TARGETS", image.targets);
  parameters.add("ALIGNED", image.packed ? 0 : 1);
  parameters.add("POINTER_BITS", image.pointer_bits);
  parameters.add("TARGET_BITS", image.target_bits);
  parameters.add("RUN_BITS", image.run_bits);
  parameters.add("SYNAPSE_FLAGS", image.synapse_flags ? 1 : 0);
  parameters.add("SPLIT_ENTRIES", image.split_entries ? 1 : 0);
  parameters.add("SHARED_KERNEL", image.conv ? 1 : 0);
  for (std::size_t region = 0; region < image.regions.size(); ++region) {
    const std::string name = upper(image.regions[region].name);
    parameters.add(name + "_FIRST", first_words(image)[region]);
    parameters.add(name + "_WORDS", image.regions[region].data.words());
    parameters.add(name + "_WORD_BITS", image.regions[region].data.word_bits());
  }
  if (image.conv) add_convolution(*image.conv, parameters);
  if (image.codebook) {
    parameters.add("CODEBOOK_ENTRIES", image.codebook->entries);
    parameters.add("CODEBOOK_ENTRY_BITS", image.codebook->entry_bits);
    parameters.add("CODEBOOK_SPAN", image.codebook->span);
    parameters.add("CODEBOOK_BY_AXON", image.codebook->by_axon ? 1 : 0);
  }
  return parameters.text();
}

std::string axons_text(const ConvSlice& slice) {
  std::string text;
  char line[16];
  for (const std::uint32_t input : slice.axon_input) {
    std::snprintf(line, sizeof line, "%08x\n", input);
    text += line;
  }
  return text;
}

std::string regions_csv(const hw::ChipSpec& chip) {
  std::string text = "core,image,region,kind,word_bits,words,first_word,host_address,file\n";
  for (const hw::WindowRegion& place : hw::window_regions(chip)) {
    const MemoryImage& image = *chip.cores[place.core].images[place.image].image;
    const Region& region = image.regions[place.region];
    for (const std::uint64_t number : {std::uint64_t{place.core}, std::uint64_t{place.image}}) {
      text += std::to_string(number) + ',';
    }
    text += region.name + ',' + to_string(region.kind);
    for (const std::uint64_t number : {std::uint64_t{place.word_bits}, place.words,
                                       first_words(image)[place.region], place.address}) {
      text += ',' + std::to_string(number);
    }
    text += ',' + image_stem(place.core, place.image) + '_' + region.name + ".hex\n";
  }
  return text;
}

void add_image(const MemoryImage& image, const std::string& stem,
               std::map<std::string, std::string>& files) {
  std::string all;
  for (const Region& region : image.regions) {
    const std::string words = words_text(region.data);
    all += words;
    files[stem + '_' + region.name + ".hex"] = words;
  }
  if (one_width(image)) files[stem + ".hex"] = all;
  files[stem + ".vh"] = parameters_text(image);
  if (image.conv) files[stem + "_axons.hex"] = axons_text(*image.conv);
}

}  // namespace

std::string image_stem(std::uint32_t core, std::uint32_t image) {
  return "core" + std::to_string(core) + "_image" + std::to_string(image);
}

std::vector<std::uint64_t> first_words(const MemoryImage& image) {
  std::vector<std::uint64_t> firsts = {0};
  for (const Region& region : image.regions) {
    firsts.push_back(firsts.back() + region.data.words());
  }
  return firsts;
}

std::map<std::string, std::string> image_files(const hw::ChipSpec& chip) {
  std::map<std::string, std::string> files;
  for (std::uint32_t core = 0; core < chip.cores.size(); ++core) {
    const std::vector<hw::ImageSpec>& images = chip.cores[core].images;
    for (std::uint32_t image = 0; image < images.size(); ++image) {
      add_image(*images[image].image, image_stem(core, image), files);
    }
  }
  files["regions.csv"] = regions_csv(chip);
  return files;
}

}  // namespace engram::sim
