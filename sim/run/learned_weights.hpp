#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hw/chip/chip.hpp"

namespace engram::sim {

/// The weight of one stored synapse: from connection input `pre`, behind pooling, onto neuron
/// `post`.
struct WeightRow {
  std::uint32_t pre = 0, post = 0;
  std::int32_t level = 0;
  friend auto operator<=>(const WeightRow&, const WeightRow&) = default;
};

/// What learning has made of one projection.
struct LearnedWeights {
  std::string projection;
  std::vector<WeightRow> rows;  ///< in the order in which they are written
};

/// The weights of all projections that learn, read back from the words of the chip's memories: one
/// row for every synapse that was stored at the start, a level that has become 0 too; of a shared
/// kernel every position pair. Ascending by (pre, post).
std::vector<LearnedWeights> learned_weights(const hw::Chip& chip, const hw::ChipSpec& spec);

}  // namespace engram::sim
