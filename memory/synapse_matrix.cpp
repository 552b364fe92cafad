#include "memory/synapse_matrix.hpp"

#include <cassert>

namespace engram {
namespace {

/// Position on one axis that output `out` reads through tap `tap`; false beyond the border.
bool tap_input(std::uint32_t out, std::uint32_t tap, std::uint32_t stride, std::uint32_t dilation,
               std::uint32_t pad, std::uint32_t size, std::uint32_t& input) {
  const std::uint64_t padded = std::uint64_t{out} * stride + std::uint64_t{tap} * dilation;
  if (padded < pad || padded - pad >= size) return false;
  input = static_cast<std::uint32_t>(padded - pad);
  return true;
}

/// Calls visit(input index, kernel index) for every tap of output neuron `output`.
template <class Visit>
void for_each_tap(const ConvGeometry& g, std::uint32_t output, Visit visit) {
  const std::uint32_t plane = g.out_height * g.out_width;
  const std::uint32_t channel = output / plane;
  const std::uint32_t oy = output % plane / g.out_width;
  const std::uint32_t ox = output % g.out_width;
  const std::uint32_t per_group = g.in_channels / g.groups;
  const std::uint32_t first_in = channel / (g.out_channels / g.groups) * per_group;
  for (std::uint32_t k = 0; k < per_group; ++k) {
    for (std::uint32_t ky = 0; ky < g.kernel_height; ++ky) {
      std::uint32_t iy = 0;
      if (!tap_input(oy, ky, g.stride_y, g.dilation_y, g.pad_y, g.in_height, iy)) continue;
      for (std::uint32_t kx = 0; kx < g.kernel_width; ++kx) {
        std::uint32_t ix = 0;
        if (!tap_input(ox, kx, g.stride_x, g.dilation_x, g.pad_x, g.in_width, ix)) continue;
        visit(((first_in + k) * g.in_height + iy) * g.in_width + ix,
              ((channel * per_group + k) * g.kernel_height + ky) * g.kernel_width + kx);
      }
    }
  }
}

}  // namespace

SynapseMatrix conv_matrix(ConvSlice slice, WeightFormat format, std::uint32_t targets) {
  const ConvGeometry& g = slice.geometry;
  SynapseMatrix matrix;
  matrix.rows = static_cast<std::uint32_t>(slice.axon_input.size());
  matrix.targets = targets;
  matrix.format = format;
  constexpr std::uint32_t kNoRow = ~std::uint32_t{0};
  std::vector<std::uint32_t> row_of(std::size_t{g.in_channels} * g.in_height * g.in_width, kNoRow);
  for (std::uint32_t row = 0; row < matrix.rows; ++row) row_of[slice.axon_input[row]] = row;

  // Counting pass, then filling pass in ascending order of the target.
  matrix.row_begin.assign(matrix.rows + std::size_t{1}, 0);
  const auto visit_stored = [&](std::uint32_t target, auto store) {
    for_each_tap(g, slice.first_output + target, [&](std::uint32_t input, std::uint32_t weight) {
      if (slice.kernel[weight] == 0) return;
      assert(row_of[input] != kNoRow);
      store(row_of[input], slice.kernel[weight]);
    });
  };
  for (std::uint32_t target = 0; target < targets; ++target) {
    visit_stored(target, [&](std::uint32_t row, std::uint32_t) { ++matrix.row_begin[row + 1]; });
  }
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    matrix.row_begin[row + 1] += matrix.row_begin[row];
  }
  matrix.target.resize(matrix.row_begin.back());
  matrix.code.resize(matrix.row_begin.back());
  std::vector<std::uint64_t> next(matrix.row_begin.begin(), matrix.row_begin.end() - 1);
  for (std::uint32_t target = 0; target < targets; ++target) {
    visit_stored(target, [&](std::uint32_t row, std::uint32_t code) {
      matrix.target[next[row]] = target;
      matrix.code[next[row]++] = code;
    });
  }
  matrix.conv = std::move(slice);
  return matrix;
}

SynapseMatrix dense_matrix(std::uint32_t rows, std::uint32_t targets, WeightFormat format,
                           const std::vector<std::uint32_t>& codes) {
  assert(codes.size() == std::size_t{rows} * targets);
  SynapseMatrix matrix;
  matrix.rows = rows;
  matrix.targets = targets;
  matrix.format = format;
  matrix.row_begin.push_back(0);
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (std::uint32_t target = 0; target < targets; ++target) {
      const std::uint32_t code = codes[std::size_t{row} * targets + target];
      if (code == 0) continue;
      matrix.target.push_back(target);
      matrix.code.push_back(code);
    }
    matrix.row_begin.push_back(matrix.target.size());
  }
  return matrix;
}

}  // namespace engram
