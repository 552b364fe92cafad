#include "workloads/network/geometry.hpp"

#include <algorithm>

namespace engram::workloads {
namespace {

struct Axis {
  const char* name;
  std::uint32_t size, kernel, stride, pad, dilation;
};

std::uint32_t windows(const Axis& axis) {
  if (axis.kernel == 0 || axis.stride == 0 || axis.dilation == 0) {
    throw NetworkFault(std::string("kernel, stride and dilation along ") + axis.name +
                       " must be at least 1");
  }
  const std::uint64_t padded = axis.size + 2 * std::uint64_t{axis.pad};
  const std::uint64_t reach = std::uint64_t{axis.dilation} * (axis.kernel - 1) + 1;
  if (reach > padded) {
    throw NetworkFault("a window of " + std::to_string(reach) + " along " + axis.name +
                       " is wider than the map of " + std::to_string(axis.size) + " padded to " +
                       std::to_string(padded));
  }
  const std::uint64_t count = (padded - reach) / axis.stride + 1;
  if (count > largest_map) throw NetworkFault("the windows give a map that is too large");
  return static_cast<std::uint32_t>(count);
}

void check_map(const Shape& shape) {
  // Two products of 32-bit numbers each, so that none overflows.
  const std::uint64_t plane = std::uint64_t{shape.height} * shape.width;
  if (shape.channels == 0 || plane == 0) {
    throw NetworkFault("a map of " + to_string(shape) + " is empty");
  }
  if (plane > largest_map || plane * shape.channels > largest_map) {
    throw NetworkFault("a map of " + to_string(shape) + " has more than " +
                       std::to_string(largest_map) + " neurons");
  }
}

void check_groups(std::uint32_t groups, std::uint32_t in, std::uint32_t out) {
  if (groups != 0 && in % groups == 0 && out % groups == 0) return;
  throw NetworkFault("groups (" + std::to_string(groups) + ") do not divide " + std::to_string(in) +
                     " input and " + std::to_string(out) + " output channels");
}

}  // namespace

AddressStage pool_stage(const Shape& in, const Pool& pool) {
  check_map(in);
  const Shape out{in.channels,
                  windows({"y", in.height, pool.kernel_y, pool.stride_y, pool.pad_y, 1}),
                  windows({"x", in.width, pool.kernel_x, pool.stride_x, pool.pad_x, 1})};
  check_map(out);
  return {in, out, pool};
}

ConvGeometry conv_geometry(const Shape& in, std::uint32_t out_channels, const ConvWindow& w,
                           std::uint32_t groups) {
  check_map(in);
  check_groups(groups, in.channels, out_channels);
  ConvGeometry g;
  g.in_channels = in.channels;
  g.in_height = in.height;
  g.in_width = in.width;
  g.out_channels = out_channels;
  g.out_height = windows({"y", in.height, w.kernel_y, w.stride_y, w.pad_y, w.dilation_y});
  g.out_width = windows({"x", in.width, w.kernel_x, w.stride_x, w.pad_x, w.dilation_x});
  g.kernel_height = w.kernel_y;
  g.kernel_width = w.kernel_x;
  g.stride_y = w.stride_y;
  g.stride_x = w.stride_x;
  g.pad_y = w.pad_y;
  g.pad_x = w.pad_x;
  g.dilation_y = w.dilation_y;
  g.dilation_x = w.dilation_x;
  g.groups = groups;
  check_map(output_shape(g));
  return g;
}

ConvGeometry same_conv_geometry(const Shape& in, std::uint32_t out_channels, ConvWindow window,
                                std::uint32_t groups) {
  if (window.stride_y != 1 || window.stride_x != 1) {
    throw NetworkFault("padding 'same' needs stride 1 (found " + std::to_string(window.stride_y) +
                       ", " + std::to_string(window.stride_x) + ")");
  }
  const std::uint64_t reach_y = std::uint64_t{window.dilation_y} * (window.kernel_y - 1);
  const std::uint64_t reach_x = std::uint64_t{window.dilation_x} * (window.kernel_x - 1);
  if (window.kernel_y == 0 || window.kernel_x == 0 || std::max(reach_y, reach_x) > largest_map) {
    throw NetworkFault("padding 'same' needs a kernel of 1 to " + std::to_string(largest_map));
  }
  // Enough on both sides that the window fits, whatever the kernel; the true half is set below.
  window.pad_y = static_cast<std::uint32_t>(reach_y);
  window.pad_x = static_cast<std::uint32_t>(reach_x);
  ConvGeometry g = conv_geometry(in, out_channels, window, groups);
  g.out_height = in.height;
  g.out_width = in.width;
  g.pad_y = window.pad_y / 2;
  g.pad_x = window.pad_x / 2;
  return g;
}

Shape input_shape(const ConvGeometry& g) {
  return {g.in_channels, g.in_height, g.in_width};
}

Shape output_shape(const ConvGeometry& g) {
  return {g.out_channels, g.out_height, g.out_width};
}

std::uint64_t kernel_size(const ConvGeometry& g) {
  return std::uint64_t{g.out_channels} * (g.in_channels / g.groups) * g.kernel_height *
         g.kernel_width;
}

}  // namespace engram::workloads
