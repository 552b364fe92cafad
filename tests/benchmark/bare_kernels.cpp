#include "tests/benchmark/bare_kernels.hpp"

#include <algorithm>
#include <cstddef>

namespace engram::bench {
namespace {

void add_row(const std::int8_t* weights, std::uint32_t size, std::int32_t count,
             std::int32_t* membranes) {
  if (count == 1) {
    for (std::uint32_t k = 0; k < size; ++k) membranes[k] += weights[k];
  } else {
    for (std::uint32_t k = 0; k < size; ++k) membranes[k] += count * weights[k];
  }
}

/// Output position that input `at` reaches through tap `tap`; false where there is none.
bool output_of(std::uint32_t at, std::uint32_t tap, std::uint32_t stride, std::uint32_t pad,
               std::uint32_t size, std::uint32_t& out) {
  const std::uint32_t padded = at + pad;
  if (padded < tap || (padded - tap) % stride != 0) return false;
  out = (padded - tap) / stride;
  return out < size;
}

}  // namespace

void add_events(const BareDense& matrix, const std::vector<BareEvent>& events,
                std::int32_t* membranes) {
  for (std::uint32_t first = 0; first < matrix.targets; first += kTileTargets) {
    const std::uint32_t size = std::min(kTileTargets, matrix.targets - first);
    for (const BareEvent& event : events) {
      add_row(matrix.weights.data() + std::size_t{event.row} * matrix.targets + first, size,
              event.count, membranes + first);
    }
  }
}

void add_events(const BareSparse& matrix, const std::vector<BareEvent>& events,
                std::int32_t* membranes) {
  for (const BareEvent& event : events) {
    const std::uint64_t end = matrix.row_begin[event.row + std::size_t{1}];
    for (std::uint64_t k = matrix.row_begin[event.row]; k < end; ++k) {
      membranes[matrix.target[k]] += event.count * matrix.weights[k];
    }
  }
}

void add_events(const BareConvolution& conv, const std::vector<BareEvent>& events,
                std::int32_t* membranes) {
  const std::uint32_t reached = conv.out_channels / conv.groups;
  for (const BareEvent& event : events) {
    const std::uint32_t x = event.row % conv.in_width;
    const std::uint32_t y = event.row / conv.in_width % conv.in_height;
    const std::uint32_t channel = event.row / conv.in_width / conv.in_height;
    const std::uint32_t first = channel / (conv.in_channels / conv.groups) * reached;
    for (std::uint32_t ky = 0; ky < conv.kernel_height; ++ky) {
      std::uint32_t oy = 0;
      if (!output_of(y, ky, conv.stride_y, conv.pad_y, conv.out_height, oy)) continue;
      for (std::uint32_t kx = 0; kx < conv.kernel_width; ++kx) {
        std::uint32_t ox = 0;
        if (!output_of(x, kx, conv.stride_x, conv.pad_x, conv.out_width, ox)) continue;
        const std::size_t tap =
            (std::size_t{channel} * conv.kernel_height + ky) * conv.kernel_width + kx;
        const std::size_t place = std::size_t{oy} * conv.out_width + ox;
        add_row(conv.kernel.data() + tap * reached, reached, event.count,
                membranes + place * conv.out_channels + first);
      }
    }
  }
}

}  // namespace engram::bench
