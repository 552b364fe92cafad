#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "energy/units.hpp"

namespace engram {

/// The word that bit `at` lies in. Words mostly have a power of two bits, and a field is looked up
/// for every synapse: no division where it can be spared (nor std::has_single_bit, which counts
/// bits, in a call where not every processor can).
inline std::uint64_t word_of(std::uint64_t at, unsigned word_bits) {
  const bool single_bit = (word_bits & (word_bits - 1)) == 0;
  return single_bit ? at >> std::countr_zero(word_bits) : at / word_bits;
}

/// The words of one region that an event touches; each counts once (DESIGN definition 7).
class TouchedWords {
 public:
  /// Keeps the memory of the list, as the next event will need it.
  void clear() {
    open_ = {};
    closed_.clear();
  }
  /// Notes words first to last.
  void note(std::uint64_t first, std::uint64_t last) {
    if (first > open_.last + 1 || first < open_.first) {  // fields mostly follow each other
      if (any()) closed_.push_back(open_);
      open_ = {first, last};
    } else {
      open_.last = std::max(open_.last, last);
    }
  }
  Count distinct() {
    if (closed_.empty()) return any() ? open_.last - open_.first + 1 : 0;
    if (any()) closed_.push_back(open_);
    open_ = {};
    std::sort(closed_.begin(), closed_.end(),
              [](const Stretch& a, const Stretch& b) { return a.first < b.first; });
    Count sum = 0;
    std::uint64_t next = 0;  // first word that is not counted yet
    for (const auto& [first, last] : closed_) {
      if (last < next) continue;
      sum += last - std::max(first, next) + 1;
      next = last + 1;
    }
    return sum;
  }

 private:
  struct Stretch {
    std::uint64_t first = 1, last = 0;
  };
  bool any() const { return open_.first <= open_.last; }

  Stretch open_;                 ///< that grows; there is none where it begins behind its end
  std::vector<Stretch> closed_;  ///< that came before
};

}  // namespace engram
