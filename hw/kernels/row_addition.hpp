#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

/// The additions of `fast`: rows of synapses onto the sums of a core. Loops over plain arrays, for
/// whatever processor runs them (Highway chooses at run time). All sums are exact, so they do not
/// depend on the processor, on the order of rows or on how they are grouped.
/// Precondition of all: the results fit 32 bits (Accumulator knows a bound before it adds).
namespace engram::hw {

/// sums[k] += factor x (levels[rows[0] + k] + levels[rows[1] + k] + ...), k < size. The rows of a
/// timestep are taken together, so that a sum is loaded and stored once: faster than row by row.
void add_rows(const std::int8_t* levels, std::span<const std::uint64_t> rows, std::size_t size,
              std::int32_t factor, std::int32_t* sums);

/// Neighbours of a row: bit k is set where first + k is a target of it.
struct Run {
  std::uint16_t first = 0;
  std::uint8_t targets = 0;
  friend bool operator==(const Run&, const Run&) = default;
};
inline constexpr std::size_t kRunTargets = 8;

/// By a run's targets: a byte of 1 for each bit.
inline constexpr auto kRunFlags = [] {
  std::array<std::uint64_t, 256> flags{};
  for (std::size_t bits = 0; bits < flags.size(); ++bits) {
    for (std::size_t k = 0; k < kRunTargets; ++k) flags[bits] |= (bits >> k & 1) << (8 * k);
  }
  return flags;
}();

/// Sets `received` of the run's targets to 1. Precondition: as of add_runs.
inline void mark_run(const Run& run, std::uint8_t* received) {
  std::uint64_t flags = 0;
  std::memcpy(&flags, received + run.first, sizeof flags);
  flags |= kRunFlags[run.targets];
  std::memcpy(received + run.first, &flags, sizeof flags);
}

/// One event on a row of runs: their place among all runs, that of their levels, what `first` is
/// counted from.
struct RunsEvent {
  std::uint64_t runs = 0, levels = 0;
  std::uint32_t size = 0, first_target = 0;
  std::int32_t factor = 0;
};

/// Adds, for each event, factor x kRunTargets levels a run to the sums from first_target + first
/// on, and sets `received` of the run's own targets to 1. The levels between them are 0.
/// Precondition: `sums` and `received` have kRunTargets more entries than there are targets.
void add_runs(std::span<const RunsEvent> events, const Run* runs, const std::int8_t* levels,
              std::int32_t* sums, std::uint8_t* received);

/// How many of `flags` are 1, the others being 0.
std::uint64_t count_flags(std::span<const std::uint8_t> flags);

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
