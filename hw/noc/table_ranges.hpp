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
  /// List n is entries[begin[n] .. begin[n + 1]). `follows(a, b)`: b is one further than a.
  template <class Entry, class Follows>
  TableRanges(const std::vector<std::uint64_t>& begin, const std::vector<Entry>& entries,
              Follows follows) {
    const std::size_t lists = begin.empty() ? 0 : begin.size() - 1;
    for (std::size_t list = 0; list < lists; ++list) {
      const std::uint64_t size = begin[list + 1] - begin[list];
      const bool in_range =
          list > 0 && begin[list] - begin[list - 1] == size &&
          std::equal(entries.data() + begin[list - 1], entries.data() + begin[list],
                     entries.data() + begin[list], follows);
      if (!in_range) firsts_.push_back(static_cast<std::uint32_t>(list));
    }
    if (firsts_.size() * kLeastLists > lists) firsts_.clear();
    if (firsts_.empty()) return;
    firsts_.push_back(static_cast<std::uint32_t>(lists));
    firsts_.shrink_to_fit();
  }

  /// Lists first .. end - 1.
  struct Range {
    std::uint32_t first = 0, end = 0;
  };
  /// The range in which `list` lies: what `list` holds is what the first list holds, list - first
  /// further. Quick where lists are asked for in ascending order.
  Range of(std::uint32_t list) {
    if (firsts_.empty()) return {list, list + 1};
    if (list < firsts_[range_] || list >= firsts_[range_ + 1]) {
      range_ = static_cast<std::size_t>(std::upper_bound(firsts_.begin(), firsts_.end(), list) -
                                        firsts_.begin() - 1);
    }
    return {firsts_[range_], firsts_[range_ + 1]};
  }

 private:
  static constexpr std::size_t kLeastLists = 4;  ///< of a range in the mean

  std::vector<std::uint32_t> firsts_;  ///< of the ranges, then the number of lists; or empty
  std::size_t range_ = 0;              ///< in which the last list lay
};

}  // namespace engram::hw
