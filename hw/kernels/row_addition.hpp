#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

/// The additions of `fast`: rows of synapses onto the sums of a core. Loops over plain arrays, for
/// whatever processor runs them (Highway chooses at run time). All sums are exact, so they do not
/// depend on the processor, on the order of rows or on how they are grouped.
/// Precondition of all: the results fit 32 bits (Accumulator knows a bound before it adds).
namespace engram::hw {

/// sums[k] += factor x (rows[0][k] + rows[1][k] + ...), k < size. The rows of a timestep are taken
/// together, so that a sum is loaded and stored once: faster than row by row.
void add_rows(std::span<const std::int8_t* const> rows, std::size_t size, std::int32_t factor,
              std::int32_t* sums);

/// Consecutive targets of a row: first, first + 1, ... (1 to kRunTargets of them).
struct Run {
  std::uint16_t first = 0;
  std::uint8_t size = 0;
};
inline constexpr std::size_t kRunTargets = 8;

/// Sets `received` of the run's targets to 1. Precondition: as of add_runs.
inline void mark_run(const Run& run, std::uint8_t* received) {
  std::uint64_t flags = 0;
  std::memcpy(&flags, received + run.first, sizeof flags);
  flags |= 0x0101010101010101U >> (8 * (kRunTargets - run.size));
  std::memcpy(received + run.first, &flags, sizeof flags);
}

/// Adds kRunTargets levels from levels[kRunTargets x r] on to the sums from runs[r].first on, and
/// sets `received` of the run's own targets to 1. The levels beyond a run's size are 0.
/// Precondition: `sums` and `received` have kRunTargets more entries than there are targets.
void add_runs(std::span<const Run> runs, const std::int8_t* levels, std::int32_t factor,
              std::int32_t* sums, std::uint8_t* received);

/// sums[targets[k]] += factor x addends[k], and received[targets[k]] = 1, in that order of k.
template <class Target, class Addend, class Sum>
void add_scattered(std::span<const Target> targets, const Addend* addends, Sum factor, Sum* sums,
                   std::uint8_t* received) {
  for (std::size_t k = 0; k < targets.size(); ++k) {
    const Target target = targets[k];
    sums[target] += factor * static_cast<Sum>(addends[k]);
    received[target] = 1;
  }
}

}  // namespace engram::hw
