#pragma once

#include <memory>
#include <vector>

#include "hw/spatial_array/layer_shape.hpp"

namespace engram::hw {

/// Windows of a tile and what is in them: a window position is an (output row, output column,
/// kernel tap, input channel, timestep) on the image. Counts a position once, whatever the outputs.
struct WindowCounts {
  Count positions = 0;         ///< on the image
  Count non_zero_inputs = 0;   ///< of these, with an input that is not 0
  Count row_positions = 0;     ///< as non_zero_inputs, of rows: (output row, tap row, input)
  Count row_elements = 0;      ///< as row_positions, zeros too
  Count non_zero_weights = 0;  ///< (position, output channel) with a weight that is not 0
  Count effectual = 0;         ///< (position, output channel) with both
};

/// Where the zeros of a layer are. Counts are exact for what an implementation knows.
class Operands {
 public:
  virtual ~Operands() = default;
  virtual Count non_zero_inputs(const InputBox& box) = 0;
  virtual Count non_zero_weights(const Tile& tile) = 0;
  virtual WindowCounts windows(const Tile& tile) = 0;
};

/// Zeros spread evenly: every count is its expectation, rounded to the nearest whole number.
/// Densities are 0 to 1.
std::unique_ptr<Operands> operands_at_densities(const LayerShape& shape, double inputs,
                                                double weights);

/// One input that is not 0.
struct ActiveInput {
  std::uint32_t timestep = 0, channel = 0, row = 0, column = 0;
};

/// Recorded inputs (any order, each place once a timestep) and weights: a byte each, in the order
/// [output][input][tap row][tap column], 0 where the weight is 0. Memory: 4 bytes an active input,
/// 4 bytes a timestep, channel and row, 1 byte a weight.
/// Throws std::invalid_argument: an input outside the layer or twice, another number of weights.
std::unique_ptr<Operands> operands_as_recorded(const LayerShape& shape,
                                               const std::vector<ActiveInput>& inputs,
                                               std::vector<std::uint8_t> weights);

}  // namespace engram::hw
