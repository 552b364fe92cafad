#include "small_images.hpp"

#include <numeric>

namespace engram::small_images {

SynapseMatrix four_by_four() {
  return dense_matrix(4, 4, {WeightKind::uniform, 4},
                      {0x1, 0x0, 0xe, 0x0,  //
                       0x0, 0x0, 0x0, 0x0,  //
                       0x0, 0x3, 0x0, 0x9,  //
                       0x7, 0xf, 0x2, 0x5});
}

SynapseMatrix small_convolution(std::uint32_t first_output, std::uint32_t targets) {
  ConvSlice slice;
  ConvGeometry& g = slice.geometry;
  g.in_channels = 1;
  g.in_height = g.in_width = 3;
  g.out_channels = g.out_height = g.out_width = 2;
  g.kernel_height = g.kernel_width = 2;
  slice.first_output = first_output;
  slice.axon_input.resize(9);
  std::iota(slice.axon_input.begin(), slice.axon_input.end(), 0U);
  slice.kernel = {0x1, 0x2, 0x3, 0x4, 0x9, 0x0, 0xb, 0xc};
  return conv_matrix(slice, {WeightKind::uniform, 4}, targets);
}

std::vector<std::string> words(const MemoryImage& image, const std::string& name) {
  for (const Region& region : image.regions) {
    if (region.name != name) continue;
    std::vector<std::string> text;
    for (std::uint64_t k = 0; k < region.data.words(); ++k) text.push_back(region.data.word_hex(k));
    return text;
  }
  return {"absent"};
}

}  // namespace engram::small_images
