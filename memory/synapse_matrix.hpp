#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "memory/codebook.hpp"
#include "memory/weight_format.hpp"

namespace engram {

/// Geometry of a 2-D convolution (cross-correlation, PyTorch's sense). Maps are (channel, y, x) in
/// C order. Tap (ky, kx) of output (oy, ox) reads input (oy*stride_y + ky*dilation_y - pad_y, ...).
struct ConvGeometry {
  std::uint32_t in_channels = 0, in_height = 0, in_width = 0;
  std::uint32_t out_channels = 0, out_height = 0, out_width = 0;
  std::uint32_t kernel_height = 0, kernel_width = 0;
  std::uint32_t stride_y = 1, stride_x = 1;
  std::uint32_t pad_y = 0, pad_x = 0;  ///< before the first row / column
  std::uint32_t dilation_y = 1, dilation_x = 1;
  std::uint32_t groups = 1;
  friend bool operator==(const ConvGeometry&, const ConvGeometry&) = default;
};

/// The part of a convolution that one core holds: output neurons [first, first + count) in C order,
/// and the stored kernel codes of the whole layer in (out, in / groups, ky, kx) order.
struct ConvSlice {
  ConvGeometry geometry;
  std::uint32_t first_output = 0;         ///< global index of local target 0
  std::vector<std::uint32_t> axon_input;  ///< global input index (c, y, x) of each row, ascending
  std::vector<std::uint32_t> kernel;      ///< codes, (out, in / groups, ky, kx)
};

/// What one core image stores (DESIGN definition 6): rows are axons (local presynaptic indices),
/// targets are local neurons. Compressed rows; only synapses whose code is not zero are listed.
struct SynapseMatrix {
  std::uint32_t rows = 0;
  std::uint32_t targets = 0;
  WeightFormat format;
  std::vector<std::uint64_t> row_begin;  ///< rows + 1 offsets into target / code
  std::vector<std::uint32_t> target;     ///< ascending inside a row
  std::vector<std::uint32_t> code;       ///< stored bits of each weight, never 0
  std::optional<ConvSlice> conv;         ///< present when the projection is a convolution
  std::optional<Codebook> codebook;      ///< present when the format is one

  std::uint64_t synapses() const { return target.size(); }
};

/// Unrolls a convolution by enumerating output positions (not by the controller's address
/// arithmetic). Preconditions: `axon_input` holds every input that a tap of the slice reaches;
/// `targets` outputs from first_output on exist. The result carries the slice in `conv`.
SynapseMatrix conv_matrix(ConvSlice slice, WeightFormat format, std::uint32_t targets);

/// From codes[row * targets + target]; zero codes are no synapses.
SynapseMatrix dense_matrix(std::uint32_t rows, std::uint32_t targets, WeightFormat format,
                           const std::vector<std::uint32_t>& codes);

}  // namespace engram
