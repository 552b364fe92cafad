#include "memory/reencode.hpp"

#include "memory/controller.hpp"
#include "memory/encoding.hpp"
#include "memory/learning_controller.hpp"

namespace engram {
namespace {

EncodingChoice choice_of(const MemoryImage& image) {
  Organisation organisation;
  organisation.word_bits = image.regions.front().data.word_bits();
  organisation.packed = image.packed;
  organisation.access = image.access;
  organisation.split_entries = image.split_entries;
  organisation.learning = image.reverse_pointer_bits != 0 || image.synapse_flags;
  organisation.functional_mode = image.functional_mode;
  if (image.encoding == Encoding::run_length) organisation.run_bits = image.run_bits;
  organisation.layout = image.layout;
  return {image.encoding, image.sharing, organisation};
}

/// The codes of a shared kernel, by their place in the layer; 0 for those of other slices.
std::vector<std::uint32_t> kernel_of(const MemoryImage& image) {
  const ConvGeometry& g = image.conv->geometry;
  std::vector<std::uint32_t> kernel(std::size_t{g.out_channels} * (g.in_channels / g.groups) *
                                    g.kernel_height * g.kernel_width);
  for (const KernelWeight& weight : kernel_weights(image)) {
    kernel[weight.kernel_weight] = weight.code;
  }
  return kernel;
}

std::array<Count, kRegionKinds> all_words(const MemoryImage& image) {
  std::array<Count, kRegionKinds> words{};
  for (const Region& region : image.regions) {
    words[static_cast<std::size_t>(region.kind)] += region.data.words();
  }
  return words;
}

}  // namespace

Reencoded reencode(const MemoryImage& image) {
  if (image.codebook) {
    throw EncodingRefused("an image with a codebook is not encoded anew: no update changes it");
  }
  SynapseMatrix matrix = decode(image);
  if (image.conv) {
    matrix.conv = image.conv;
    matrix.conv->kernel = kernel_of(image);
  }
  Reencoded result{encode(matrix, choice_of(image)), all_words(image), {}};
  result.written = all_words(result.image);
  return result;
}

}  // namespace engram
