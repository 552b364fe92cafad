#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "energy/units.hpp"

namespace engram::hw {

/// What a layer is made of: kernels, what comes in, what goes out.
enum class Tensor { weights, inputs, outputs };
inline constexpr int kTensors = 3;
const char* to_string(Tensor tensor);
template <class Value>
using PerTensor = std::array<Value, kTensors>;
constexpr std::size_t at(Tensor tensor) {
  return static_cast<std::size_t>(tensor);
}

/// The loops that are tiled; the two of the kernel never are.
enum class Dimension { timestep, output, input, row, column };
inline constexpr int kDimensions = 5;
template <class Value>
using PerDimension = std::array<Value, kDimensions>;
constexpr std::size_t at(Dimension dimension) {
  return static_cast<std::size_t>(dimension);
}

/// first <= i < end.
struct Range {
  std::uint32_t first = 0, end = 0;
  std::uint32_t size() const { return end - first; }
  friend bool operator==(const Range&, const Range&) = default;
};

/// A part of each loop.
using Tile = PerDimension<Range>;

/// A convolution, or with an image and kernel of 1 x 1 a dense layer. It sees `timesteps` images of
/// `inputs` channels; each gives an image of `outputs` channels.
struct LayerShape {
  std::string name;
  std::uint32_t timesteps = 1, inputs = 1, outputs = 1;
  std::uint32_t height = 1, width = 1;  ///< of the input
  std::uint32_t kernel_height = 1, kernel_width = 1, stride = 1;
  bool same = true;  ///< padded so that the output is ceil(input / stride); else not padded

  std::uint32_t rows() const { return output_size(height, kernel_height); }
  std::uint32_t columns() const { return output_size(width, kernel_width); }
  std::uint32_t pad_top() const { return same ? (kernel_height - 1) / 2 : 0; }
  std::uint32_t pad_left() const { return same ? (kernel_width - 1) / 2 : 0; }
  std::uint32_t kernel() const { return kernel_height * kernel_width; }
  PerDimension<std::uint32_t> sizes() const {
    return {timesteps, outputs, inputs, rows(), columns()};
  }
  /// Multiply-and-add positions, those on the padding included.
  Count operations() const;
  /// Elements of the whole tensor.
  Count elements(Tensor tensor) const;

 private:
  std::uint32_t output_size(std::uint32_t input, std::uint32_t kernel) const {
    return same             ? (input + stride - 1) / stride
           : input < kernel ? 0
                            : (input - kernel) / stride + 1;
  }
};

/// Input rows (or columns) that outputs `range` look at, clipped to the image.
Range window_of(Range range, std::uint32_t size, std::uint32_t kernel, std::uint32_t stride,
                std::uint32_t pad);

/// Pairs of an output in `range` and a tap of the kernel that lie on the image.
Count window_positions(Range range, std::uint32_t size, std::uint32_t kernel, std::uint32_t stride,
                       std::uint32_t pad);

/// The part of the inputs that a tile looks at.
struct InputBox {
  Range timesteps, channels, rows, columns;
  friend bool operator==(const InputBox&, const InputBox&) = default;
  Count elements() const {
    return Count{timesteps.size()} * channels.size() * rows.size() * columns.size();
  }
};
InputBox input_box(const LayerShape& shape, const Tile& tile);

/// Weights and outputs of a tile.
Count weight_elements(const LayerShape& shape, const Tile& tile);
Count output_elements(const Tile& tile);

}  // namespace engram::hw
