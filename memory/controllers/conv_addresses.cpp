#include "memory/controllers/conv_addresses.hpp"

#include <algorithm>

namespace engram {
namespace {

/// Output position whose tap `tap` reads `input`; false where there is none.
bool output_position(std::uint32_t input, std::uint32_t tap, std::uint32_t pad,
                     std::uint32_t dilation, std::uint32_t stride, std::uint32_t size,
                     std::uint32_t& output) {
  const std::uint64_t padded = std::uint64_t{input} + pad;
  const std::uint64_t offset = std::uint64_t{tap} * dilation;
  if (padded < offset || (padded - offset) % stride != 0) return false;
  const std::uint64_t position = (padded - offset) / stride;
  if (position >= size) return false;
  output = static_cast<std::uint32_t>(position);
  return true;
}

}  // namespace

ConvAddresses::ConvAddresses(const ConvSlice& slice, std::uint32_t targets)
    : slice_(slice),
      targets_(targets),
      plane_(slice.geometry.out_height * slice.geometry.out_width),
      kernel_(slice, targets) {}

void ConvAddresses::add_tap(std::uint32_t channel, std::uint32_t row, std::uint32_t position,
                            std::vector<TapRead>& out) const {
  const KernelShape::Channels channels = kernel_.channels_of(channel);
  const std::uint32_t end = slice_.first_output + targets_;
  std::uint32_t low = channels.low;
  std::uint32_t high = channels.high;
  while (low < high && low * plane_ + position < slice_.first_output) ++low;
  while (high > low && (high - 1) * plane_ + position >= end) --high;
  if (low == high) return;
  out.push_back({row, low - channels.low, high - channels.low,
                 low * plane_ + position - slice_.first_output});
}

void ConvAddresses::taps(std::uint32_t axon, std::vector<TapRead>& out) const {
  const ConvGeometry& g = slice_.geometry;
  const std::uint32_t input = slice_.axon_input[axon];
  const std::uint32_t channel = input / (g.in_height * g.in_width);
  const std::uint32_t y = input / g.in_width % g.in_height;
  const std::uint32_t x = input % g.in_width;
  out.clear();
  if (channel < kernel_.first_input_channel ||
      channel >= kernel_.first_input_channel + kernel_.input_channels) {
    return;
  }
  for (std::uint32_t ky = 0; ky < g.kernel_height; ++ky) {
    std::uint32_t oy = 0;
    if (!output_position(y, ky, g.pad_y, g.dilation_y, g.stride_y, g.out_height, oy)) continue;
    for (std::uint32_t kx = 0; kx < g.kernel_width; ++kx) {
      std::uint32_t ox = 0;
      if (!output_position(x, kx, g.pad_x, g.dilation_x, g.stride_x, g.out_width, ox)) continue;
      add_tap(channel, kernel_.row_of(channel, ky, kx), oy * g.out_width + ox, out);
    }
  }
}

}  // namespace engram
