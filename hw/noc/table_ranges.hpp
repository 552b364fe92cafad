#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace engram::hw {

/// Lists of a routing table, of which those of a convolution hold what the list before holds, every
/// entry one further: neighbours reach the same cores, record after record. Such a range is read at
/// its first list, so that the events of a timestep touch few words of large tables. Where ranges
/// are short, as in a random network, every list stays on its own.
class TableRanges {
 public:
  TableRanges() = default;
  /// List n is entries[begin[n] .. begin[n + 1]). `follows(a, b)`: b is one further than a. `begin`
  /// must outlive the ranges.
  template <class Entry, class Follows>
  TableRanges(const std::vector<std::uint64_t>& begin, const std::vector<Entry>& entries,
              Follows follows)
      : begin_(begin.data()) {
    const std::size_t lists = begin.empty() ? 0 : begin.size() - 1;
    for (std::size_t list = 0; list < lists; ++list) {
      const std::uint64_t size = begin[list + 1] - begin[list];
      const bool in_range =
          list > 0 && begin[list] - begin[list - 1] == size &&
          std::equal(entries.data() + begin[list - 1], entries.data() + begin[list],
                     entries.data() + begin[list], follows);
      if (in_range) continue;
      ranges_.push_back(
          {static_cast<std::uint32_t>(list), static_cast<std::uint32_t>(size), begin[list]});
    }
    if (ranges_.size() * kLeastLists > lists) ranges_ = {};
    if (ranges_.empty()) return;
    ranges_.push_back({static_cast<std::uint32_t>(lists), 0, begin[lists]});
    ranges_.shrink_to_fit();
  }

  /// Lists first .. end - 1, of which list `first` is entries[begin .. begin + size).
  struct Range {
    std::uint32_t first = 0, end = 0;
    std::uint32_t size = 0;
    std::uint64_t begin = 0;
  };
  /// The range in which `list` lies: what `list` holds is what the first list holds, list - first
  /// further. Quick where lists are asked for in ascending order.
  Range of(std::uint32_t list) {
    if (ranges_.empty()) {
      const auto size = static_cast<std::uint32_t>(begin_[list + std::size_t{1}] - begin_[list]);
      return {list, list + 1, size, begin_[list]};
    }
    // A few steps cost less than the guesses of a search that the processor gets wrong.
    for (int steps = 0; steps < kFewSteps && list >= ranges_[range_ + 1].first; ++steps) ++range_;
    if (list < ranges_[range_].first || list >= ranges_[range_ + 1].first) {
      const auto before = [](std::uint32_t a, const Kept& b) { return a < b.first; };
      range_ = static_cast<std::size_t>(
          std::upper_bound(ranges_.begin(), ranges_.end(), list, before) - ranges_.begin() - 1);
    }
    const Kept& kept = ranges_[range_];
    return {kept.first, ranges_[range_ + 1].first, kept.size, kept.begin};
  }

 private:
  static constexpr int kFewSteps = 8;
  static constexpr std::size_t kLeastLists = 4;  ///< of a range in the mean

  struct Kept {
    std::uint32_t first = 0, size = 0;
    std::uint64_t begin = 0;
  };
  const std::uint64_t* begin_ = nullptr;
  std::vector<Kept> ranges_;  ///< and one behind the last list; or empty
  std::size_t range_ = 0;     ///< in which the last list lay
};

}  // namespace engram::hw
