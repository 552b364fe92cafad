#include "hw/spatial_array/layer_shape.hpp"

#include <algorithm>

namespace engram::hw {

const char* to_string(Tensor tensor) {
  switch (tensor) {
    case Tensor::weights:
      return "weights";
    case Tensor::inputs:
      return "inputs";
    case Tensor::outputs:
      return "outputs";
  }
  return "";
}

Count LayerShape::operations() const {
  return elements(Tensor::outputs) * inputs * kernel_height * kernel_width;
}

Count LayerShape::elements(Tensor tensor) const {
  switch (tensor) {
    case Tensor::weights:
      return Count{outputs} * inputs * kernel_height * kernel_width;
    case Tensor::inputs:
      return Count{timesteps} * inputs * height * width;
    case Tensor::outputs:
      return Count{timesteps} * outputs * rows() * columns();
  }
  return 0;
}

Range window_of(Range range, std::uint32_t size, std::uint32_t kernel, std::uint32_t stride,
                std::uint32_t pad) {
  if (range.size() == 0) return {};
  const std::uint32_t first = range.first * stride;
  const std::uint32_t end = (range.end - 1) * stride + kernel;
  return {std::min(size, first > pad ? first - pad : 0), std::min(size, end > pad ? end - pad : 0)};
}

Count window_positions(Range range, std::uint32_t size, std::uint32_t kernel, std::uint32_t stride,
                       std::uint32_t pad) {
  Count positions = 0;
  for (std::uint32_t output = range.first; output < range.end; ++output) {
    positions += window_of({output, output + 1}, size, kernel, stride, pad).size();
  }
  return positions;
}

InputBox input_box(const LayerShape& shape, const Tile& tile) {
  return {tile[at(Dimension::timestep)], tile[at(Dimension::input)],
          window_of(tile[at(Dimension::row)], shape.height, shape.kernel_height, shape.stride,
                    shape.pad_top()),
          window_of(tile[at(Dimension::column)], shape.width, shape.kernel_width, shape.stride,
                    shape.pad_left())};
}

Count weight_elements(const LayerShape& shape, const Tile& tile) {
  return Count{tile[at(Dimension::output)].size()} * tile[at(Dimension::input)].size() *
         shape.kernel();
}

Count output_elements(const Tile& tile) {
  return Count{tile[at(Dimension::timestep)].size()} * tile[at(Dimension::output)].size() *
         tile[at(Dimension::row)].size() * tile[at(Dimension::column)].size();
}

}  // namespace engram::hw
