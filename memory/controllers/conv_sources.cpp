#include "memory/controllers/conv_sources.hpp"

#include <algorithm>

namespace engram {
namespace {

/// Input position that tap `tap` of output `output` reads; false beyond the border.
bool input_position(std::uint32_t output, std::uint32_t tap, std::uint32_t pad,
                    std::uint32_t dilation, std::uint32_t stride, std::uint32_t size,
                    std::uint32_t& input) {
  const std::int64_t position = std::int64_t{output} * stride + std::int64_t{tap} * dilation - pad;
  if (position < 0 || position >= size) return false;
  input = static_cast<std::uint32_t>(position);
  return true;
}

}  // namespace

ConvSources::ConvSources(const ConvSlice& slice, std::uint32_t targets)
    : slice_(slice), kernel_(slice, targets) {}

std::uint32_t ConvSources::channel_of(std::uint32_t row) const {
  const ConvGeometry& g = slice_.geometry;
  return kernel_.first_input_channel + row / (g.kernel_height * g.kernel_width);
}

std::uint32_t ConvSources::slots(std::uint32_t row) const {
  const KernelShape::Channels channels = kernel_.channels_of(channel_of(row));
  return channels.high - channels.low;
}

std::uint32_t ConvSources::weight(std::uint32_t row, std::uint32_t slot) const {
  const ConvGeometry& g = slice_.geometry;
  const std::uint32_t area = g.kernel_height * g.kernel_width;
  const std::uint32_t per_group = g.in_channels / g.groups;
  const std::uint32_t input = channel_of(row);
  const std::uint32_t output = kernel_.channels_of(input).low + slot;
  return (output * per_group + input % per_group) * area + row % area;
}

void ConvSources::add_row_of_taps(std::uint32_t channel, std::uint32_t ky, std::uint32_t iy,
                                  std::uint32_t ox, Sources& out) const {
  const ConvGeometry& g = slice_.geometry;
  const std::vector<std::uint32_t>& inputs = slice_.axon_input;
  for (std::uint32_t kx = 0; kx < g.kernel_width; ++kx) {
    std::uint32_t ix = 0;
    if (!input_position(ox, kx, g.pad_x, g.dilation_x, g.stride_x, g.in_width, ix)) continue;
    const std::uint32_t input = (channel * g.in_height + iy) * g.in_width + ix;
    const auto found = std::lower_bound(inputs.begin(), inputs.end(), input);
    if (found == inputs.end() || *found != input) continue;
    out.rows.push_back(kernel_.row_of(channel, ky, kx));
    out.axons.push_back(static_cast<std::uint32_t>(found - inputs.begin()));
  }
}

void ConvSources::of(std::uint32_t target, Sources& out) const {
  const ConvGeometry& g = slice_.geometry;
  const std::uint32_t plane = g.out_height * g.out_width;
  const std::uint32_t output = slice_.first_output + target;
  const std::uint32_t oy = output % plane / g.out_width;
  const std::uint32_t ox = output % g.out_width;
  const std::uint32_t per_group = g.in_channels / g.groups;
  const std::uint32_t first_input = output / plane / (g.out_channels / g.groups) * per_group;
  out.slot = output / plane - kernel_.channels_of(first_input).low;
  out.rows.clear();
  out.axons.clear();
  for (std::uint32_t channel = first_input; channel < first_input + per_group; ++channel) {
    for (std::uint32_t ky = 0; ky < g.kernel_height; ++ky) {
      std::uint32_t iy = 0;
      if (!input_position(oy, ky, g.pad_y, g.dilation_y, g.stride_y, g.in_height, iy)) continue;
      add_row_of_taps(channel, ky, iy, ox, out);
    }
  }
}

}  // namespace engram
