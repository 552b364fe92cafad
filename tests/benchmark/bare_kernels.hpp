#pragma once

#include <cstdint>
#include <vector>

/// What the machine can do: the additions alone, over the same weights and events as the chip, as
/// plain loops that the compiler vectorises for this processor (-O3 -march=native). Membranes are
/// only added to; nothing is counted.
namespace engram::bench {

struct BareEvent {
  std::uint32_t row = 0;
  std::int32_t count = 1;
};

/// Targets that all events are added to before the next: a core of the default size, whose
/// membranes stay in the first cache. A plain kernel of more targets would measure that cache.
inline constexpr std::uint32_t kTileTargets = 1024;

/// rows x targets, row by row.
struct BareDense {
  std::uint32_t targets = 0;
  std::vector<std::int8_t> weights;
};
void add_events(const BareDense& matrix, const std::vector<BareEvent>& events,
                std::int32_t* membranes);

struct BareSparse {
  std::vector<std::uint64_t> row_begin;
  std::vector<std::uint16_t> target;
  std::vector<std::int8_t> weights;
};
void add_events(const BareSparse& matrix, const std::vector<BareEvent>& events,
                std::int32_t* membranes);

/// Channel-last: kernel [c_in][k_y][k_x][c_out / groups], membranes [y][x][c_out]. Rows are (c, y,
/// x).
struct BareConvolution {
  std::uint32_t in_height = 0, in_width = 0;
  std::uint32_t out_channels = 0, out_height = 0, out_width = 0;
  std::uint32_t kernel_height = 0, kernel_width = 0;
  std::uint32_t stride_y = 1, stride_x = 1, pad_y = 0, pad_x = 0;
  std::vector<std::int8_t> kernel;
  std::uint32_t in_channels = 0, groups = 1;
};
void add_events(const BareConvolution& conv, const std::vector<BareEvent>& events,
                std::int32_t* membranes);

}  // namespace engram::bench
