#include "workloads/lava/lava_connection.hpp"

namespace engram::workloads {
namespace {

void check_shape(const LavaLayer& layer, const Shape& made) {
  if (made == layer.shape) return;
  throw NetworkFault("its shape is " + to_string(layer.shape) + ", its window makes " +
                     to_string(made));
}

Conv2d convolution(const LavaLayer& layer, const Shape& in) {
  const auto out = static_cast<std::uint32_t>(layer.weight_shape[0]);
  const ConvGeometry geometry = conv_geometry(in, out, layer.window, layer.groups);
  if (layer.weight_shape[1] != in.channels / layer.groups) {
    throw NetworkFault("its weights take " + std::to_string(layer.weight_shape[1]) +
                       " channels a group, expected " + std::to_string(in.channels / layer.groups) +
                       " from " + to_string(in));
  }
  check_shape(layer, output_shape(geometry));
  return {geometry, layer.weights};
}

/// Where the window tiles the map and the border cuts the last one off, it counts: such maps are
/// padded behind.
void cut_last_windows(const LavaLayer& layer, const Shape& in, ConvGeometry& geometry) {
  const auto tiles = [](std::uint32_t size, std::uint32_t step) {
    return (size + step - 1) / step;
  };
  const ConvWindow& window = layer.window;
  if (window.pad_y == 0 && window.pad_x == 0 &&
      layer.shape.height == tiles(in.height, window.stride_y) &&
      layer.shape.width == tiles(in.width, window.stride_x)) {
    geometry.out_height = layer.shape.height;
    geometry.out_width = layer.shape.width;
  }
}

/// Every channel on its own, all with the same window where the file has one.
Conv2d pool(const LavaLayer& layer, const Shape& in) {
  ConvGeometry geometry = conv_geometry(in, in.channels, layer.window, in.channels);
  cut_last_windows(layer, in, geometry);
  check_shape(layer, output_shape(geometry));
  const std::uint64_t taps = layer.weight_shape[2] * layer.weight_shape[3];
  const std::uint64_t kernels = layer.weights.size() / taps;
  if (kernels != 1 && kernels != in.channels) {
    throw NetworkFault("found " + sizes_text(layer.weight_shape) +
                       " weights, expected one window, or one a channel of " + to_string(in));
  }
  if (taps > largest_map / in.channels) throw NetworkFault("its windows are too large");
  std::vector<float> kernel = layer.weights;
  if (kernels == 1) {
    for (std::uint32_t c = 1; c < in.channels; ++c) {
      kernel.insert(kernel.end(), layer.weights.begin(), layer.weights.end());
    }
  }
  return {geometry, std::move(kernel)};
}

}  // namespace

Connection lava_connection(const LavaLayer& layer, const Shape& in) {
  if (layer.kind == LavaLayer::Kind::conv) return convolution(layer, in);
  if (layer.kind == LavaLayer::Kind::pool) return pool(layer, in);
  return Dense{static_cast<std::uint32_t>(layer.weight_shape[1]),
               static_cast<std::uint32_t>(layer.weight_shape[0]), layer.weights};
}

}  // namespace engram::workloads
