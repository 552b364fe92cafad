#include "workloads/mapping/receptive_field.hpp"

#include <algorithm>

namespace engram::workloads {
namespace {

/// Marks the pixels of one map under the window of output position `position` (y, x in C order).
void mark_window(const ConvGeometry& g, std::uint32_t position, std::vector<bool>& pixels) {
  const std::uint64_t top = std::uint64_t{position / g.out_width} * g.stride_y;
  const std::uint64_t left = std::uint64_t{position % g.out_width} * g.stride_x;
  for (std::uint32_t ky = 0; ky < g.kernel_height; ++ky) {
    const std::uint64_t y = top + std::uint64_t{ky} * g.dilation_y;  // in the padded map
    if (y < g.pad_y || y - g.pad_y >= g.in_height) continue;
    for (std::uint32_t kx = 0; kx < g.kernel_width; ++kx) {
      const std::uint64_t x = left + std::uint64_t{kx} * g.dilation_x;
      if (x < g.pad_x || x - g.pad_x >= g.in_width) continue;
      pixels[(y - g.pad_y) * g.in_width + (x - g.pad_x)] = true;
    }
  }
}

}  // namespace

std::vector<std::uint32_t> receptive_field(const ConvGeometry& g, std::uint32_t first,
                                           std::uint32_t count) {
  const std::uint32_t out_pixels = g.out_height * g.out_width;
  const std::uint32_t in_pixels = g.in_height * g.in_width;
  const std::uint32_t group_inputs = g.in_channels / g.groups;
  const std::uint32_t group_neurons = g.out_channels / g.groups * out_pixels;

  std::vector<std::uint32_t> inputs;
  std::vector<bool> pixels(in_pixels);
  // All output maps of a group see the same input maps, so a group needs one mask of pixels.
  for (std::uint32_t group = 0; group < g.groups; ++group) {
    const std::uint64_t begin =
        std::max<std::uint64_t>(first, std::uint64_t{group} * group_neurons);
    const std::uint64_t end =
        std::min(std::uint64_t{first} + count, (std::uint64_t{group} + 1) * group_neurons);
    if (begin >= end) continue;
    pixels.assign(in_pixels, false);
    for (std::uint64_t neuron = begin; neuron < end && neuron < begin + out_pixels; ++neuron) {
      mark_window(g, static_cast<std::uint32_t>(neuron % out_pixels), pixels);
    }
    for (std::uint32_t map = group * group_inputs; map < (group + 1) * group_inputs; ++map) {
      for (std::uint32_t pixel = 0; pixel < in_pixels; ++pixel) {
        if (pixels[pixel]) inputs.push_back(map * in_pixels + pixel);
      }
    }
  }
  return inputs;
}

}  // namespace engram::workloads
