#pragma once

#include <cstdint>

#include "workloads/network/network.hpp"

/// Shapes that windows make (PyTorch's rule): out = (in + 2 pad - dilation (kernel - 1) - 1) /
/// stride + 1, rounded down.
namespace engram::workloads {

/// Largest population or map, in neurons: 2^28.
inline constexpr std::uint64_t largest_map = std::uint64_t{1} << 28;

struct ConvWindow {
  std::uint32_t kernel_y = 1, kernel_x = 1, stride_y = 1, stride_x = 1, pad_y = 0, pad_x = 0,
                dilation_y = 1, dilation_x = 1;
};

/// Throws NetworkFault: an empty map, a kernel or stride of 0, a window wider than the padded map,
/// a result beyond largest_map.
AddressStage pool_stage(const Shape& in, const Pool& pool);

/// Throws NetworkFault likewise, and when `groups` does not divide the channels.
ConvGeometry conv_geometry(const Shape& in, std::uint32_t out_channels, const ConvWindow& window,
                           std::uint32_t groups);

/// PyTorch's padding "same": out = in, dilation (kernel - 1) padded in all, the smaller half
/// before. The window's own padding is not used. Throws NetworkFault where a stride is not 1.
ConvGeometry same_conv_geometry(const Shape& in, std::uint32_t out_channels, ConvWindow window,
                                std::uint32_t groups);

Shape input_shape(const ConvGeometry& geometry);
Shape output_shape(const ConvGeometry& geometry);
/// Weights that the kernel holds: out * in / groups * ky * kx.
std::uint64_t kernel_size(const ConvGeometry& geometry);

}  // namespace engram::workloads
