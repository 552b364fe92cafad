#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "energy/units.hpp"

namespace engram {

/// The words of one region that an event touches; each counts once (DESIGN definition 7).
class TouchedWords {
 public:
  /// Notes the words that bits [at, at + bits) lie in. Precondition: bits > 0.
  void note(std::uint64_t at, unsigned bits, unsigned word_bits) {
    const std::uint64_t last = (at + bits - 1) / word_bits;
    for (std::uint64_t word = at / word_bits; word <= last; ++word) {
      if (words_.empty() || words_.back() != word) words_.push_back(word);
    }
  }
  Count distinct() {
    std::sort(words_.begin(), words_.end());
    words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
    return words_.size();
  }

 private:
  std::vector<std::uint64_t> words_;  ///< addresses, repeats in a run folded
};

}  // namespace engram
