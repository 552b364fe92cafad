#pragma once

#include <array>
#include <cstdint>

#include "memory/controller.hpp"

namespace engram::hw {

/// What decides how long a row takes: the memories' organisation and the adders.
struct RowTiming {
  unsigned lanes = 1;   ///< additions a cycle
  unsigned banks = 1;   ///< words of a memory that can be read in one cycle
  bool shared = false;  ///< metadata and weights lie in one memory, so they take turns
};

/// Cycles that one event needs for its row, at least 1. Pointers and the axon's type come first;
/// then metadata, weights, codebook and additions overlap, the slowest decides:
///   separate memories:  max(p, t) + max(m, w, c, a)    one memory:  p + t + max(m + w + c, a)
/// with words over banks and additions over lanes, each rounded up (p, t, m, w, c: pointer, axon
/// type, metadata, weight and codebook words; a: one addition a delivery).
std::uint64_t row_cycles(const RowRead& row, const RowTiming& timing);

/// The same for any event that touches so many words of each region and makes so many `operations`
/// on lanes, a column read backward or an update among them: reverse pointers come first too, the
/// reverse list overlaps with the weights.
std::uint64_t event_cycles(const std::array<Count, kRegionKinds>& words, Count operations,
                           const RowTiming& timing);

}  // namespace engram::hw
