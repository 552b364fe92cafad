#include "sim/export/chip_json.hpp"

#include "hw/host/memory_window.hpp"
#include "memory/encoding.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/export/image_files.hpp"

namespace engram::sim {
namespace {

constexpr unsigned kSchemaVersion = 1;

void write_populations(const hw::ChipSpec& chip, JsonWriter& json) {
  json.key("populations").open_array();
  for (std::size_t id = 0; id < chip.populations.size(); ++id) {
    const hw::PopulationSpec& population = chip.populations[id];
    json.open_object();
    json.key("population").value(std::uint64_t{id}).key("name").value(population.name);
    json.key("neurons").value(population.neurons);
    json.key("input").value(population.input).key("output").value(population.output);
    json.close();
  }
  json.close();
}

void write_convolution(const ConvSlice& slice, const std::string& stem, JsonWriter& json) {
  const ConvGeometry& g = slice.geometry;
  json.key("convolution").open_object();
  const std::pair<const char*, std::uint32_t> values[] = {{"in_channels", g.in_channels},
                                                          {"in_height", g.in_height},
                                                          {"in_width", g.in_width},
                                                          {"out_channels", g.out_channels},
                                                          {"out_height", g.out_height},
                                                          {"out_width", g.out_width},
                                                          {"kernel_height", g.kernel_height},
                                                          {"kernel_width", g.kernel_width},
                                                          {"stride_y", g.stride_y},
                                                          {"stride_x", g.stride_x},
                                                          {"pad_y", g.pad_y},
                                                          {"pad_x", g.pad_x},
                                                          {"dilation_y", g.dilation_y},
                                                          {"dilation_x", g.dilation_x},
                                                          {"groups", g.groups},
                                                          {"first_output", slice.first_output}};
  for (const auto& [name, value] : values) json.key(name).value(value);
  json.key("axons").value(stem + "_axons.hex");
  json.close();
}

void write_codebook(const CodebookShape& shape, JsonWriter& json) {
  json.key("codebook").open_object();
  json.key("entries").value(shape.entries).key("entry_bits").value(shape.entry_bits);
  json.key("span").value(shape.span).key("first").value(shape.first);
  json.key("by_axon").value(shape.by_axon);
  json.close();
}

void write_constants(const MemoryImage& image, const std::string& stem, JsonWriter& json) {
  json.key("encoding").value(encoding_variant(image.encoding, image.functional_mode));
  json.key("sharing").value(image.sharing == Sharing::kernel ? "kernel" : "none");
  json.key("layout").value(image.layout == Layout::schaefer2020 ? "schaefer2020" : "standard");
  json.key("access").value(image.access == Access::word ? "word" : "per_weight");
  json.key("rows").value(image.packed ? "packed" : "aligned");
  json.key("row_count").value(image.rows).key("targets").value(image.targets);
  json.key("weight_format").value(to_string(image.format));
  const std::pair<const char*, unsigned> fields[] = {{"weight_bits", image.format.bits},
                                                     {"pointer_bits", image.pointer_bits},
                                                     {"target_bits", image.target_bits},
                                                     {"run_bits", image.run_bits}};
  for (const auto& [name, bits] : fields) json.key(name).value(bits);
  json.key("synapse_flags").value(image.synapse_flags);
  json.key("split_entries").value(image.split_entries);
  if (image.conv) write_convolution(*image.conv, stem, json);
  if (image.codebook) write_codebook(*image.codebook, json);
}

class ImageWriter {
 public:
  explicit ImageWriter(const hw::ChipSpec& chip) : chip_(chip), places_(hw::window_regions(chip)) {}

  void write(std::uint32_t core, std::uint32_t index, JsonWriter& json) {
    const hw::ImageSpec& spec = chip_.cores[core].images[index];
    const std::string stem = image_stem(core, index);
    const hw::SliceSpec& slice = chip_.cores[core].slices[spec.slice];
    json.open_object();
    json.key("core").value(core).key("image").value(index);
    json.key("projection").value(spec.projection);
    json.key("target_population").value(slice.population);
    json.key("first_target").value(slice.first);
    json.key("weight_shift").value(spec.shift).key("delay").value(spec.delay);
    write_constants(*spec.image, stem, json);
    json.key("regions").open_array();
    const std::vector<std::uint64_t> firsts = first_words(*spec.image);
    for (std::size_t region = 0; region < spec.image->regions.size(); ++region, ++next_) {
      write_region(spec.image->regions[region], firsts[region], stem, json);
    }
    json.close();
    json.key("files").value(stem + "*");
    json.close();
  }

 private:
  void write_region(const Region& region, std::uint64_t first, const std::string& stem,
                    JsonWriter& json) const {
    json.open_object();
    json.key("region").value(region.name).key("kind").value(to_string(region.kind));
    json.key("word_bits").value(region.data.word_bits()).key("words").value(region.data.words());
    json.key("payload_bits").value(region.payload_bits);
    json.key("first_word").value(first).key("host_address").value(places_[next_].address);
    json.key("file").value(stem + '_' + region.name + ".hex");
    json.close();
  }

  const hw::ChipSpec& chip_;
  std::vector<hw::WindowRegion> places_;
  std::size_t next_ = 0;  ///< of places_: regions come in the same order
};

}  // namespace

std::string chip_json(const hw::ChipSpec& chip) {
  JsonWriter json;
  json.open_object();
  json.key("schema_version").value(kSchemaVersion);
  json.key("clock_period_ps").value(chip.clock_period_ps);
  json.key("controller").open_object();
  json.key("banks").value(chip.banks).key("ports").value(chip.ports).key("lanes").value(chip.lanes);
  json.key("fetch_ahead").value(chip.fetch_ahead).key("read_latency").value(chip.read_latency);
  json.key("one_memory").value(chip.shared_macros || chip.sizing == hw::Sizing::fixed);
  json.close();
  write_populations(chip, json);
  json.key("images").open_array();
  ImageWriter images(chip);
  for (std::uint32_t core = 0; core < chip.cores.size(); ++core) {
    for (std::uint32_t image = 0; image < chip.cores[core].images.size(); ++image) {
      images.write(core, image, json);
    }
  }
  json.close().close();
  return json.text();
}

}  // namespace engram::sim
