#pragma once

#include <cstdint>
#include <vector>

namespace engram::hw {

/// A column read backward, or a line updated: a column, for `stdp` a row, or (line 0) the whole
/// kernel of an image that shares one.
struct LineVisit {
  std::uint32_t image = 0, line = 0;
};

/// What a core did in one stage of learning, in order: for whoever times it at fidelity `cycle`.
struct LearningWork {
  std::uint64_t records = 0;  ///< errors made before the lines, or traces swept beside them
  std::vector<LineVisit> lines;
  /// Then sums are gathered (an exchange: gradients looked at), a word of the axon table (a
  /// gradient) a cycle; and behind how many of these each flit that is sent can leave.
  std::uint64_t gathered = 0;
  std::vector<std::uint64_t> flits;
};

}  // namespace engram::hw
