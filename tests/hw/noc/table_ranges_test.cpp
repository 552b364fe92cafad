#include "hw/noc/table_ranges.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace engram::hw {
namespace {

bool one_further(std::uint32_t a, std::uint32_t b) {
  return b == a + 1;
}

RC_GTEST_PROP(TableRanges, SayWhatEveryListHolds, ()) {
  std::vector<std::uint64_t> begin{0};
  std::vector<std::uint32_t> entries;
  for (auto ranges = *rc::gen::inRange<int>(0, 40); ranges > 0; --ranges) {
    const auto lists = *rc::gen::inRange<std::uint32_t>(1, 20);
    const auto shared = *rc::gen::container<std::vector<std::uint32_t>>(
        *rc::gen::inRange<std::size_t>(0, 4), rc::gen::inRange<std::uint32_t>(0, 50));
    for (std::uint32_t list = 0; list < lists; ++list) {
      for (const std::uint32_t entry : shared) entries.push_back(entry + list);
      begin.push_back(entries.size());
    }
  }
  TableRanges ranges(begin, entries, one_further);
  const auto lists = static_cast<std::uint32_t>(begin.size() - 1);
  const auto asked = *rc::gen::container<std::vector<std::uint32_t>>(
      lists == 0 ? 0 : 30, rc::gen::inRange<std::uint32_t>(0, lists == 0 ? 1 : lists));
  for (const std::uint32_t list : asked) {
    const auto [first, end, held, from] = ranges.of(list);
    RC_ASSERT(first <= list);
    RC_ASSERT(list < end);
    const std::uint64_t size = begin[list + 1] - begin[list];
    RC_ASSERT(held == size);
    RC_ASSERT(from == begin[first]);
    RC_ASSERT(begin[first + 1] - begin[first] == size);
    for (std::uint64_t k = 0; k < size; ++k) {
      RC_ASSERT(entries[begin[first] + k] + (list - first) == entries[begin[list] + k]);
    }
  }
}

TEST(TableRanges, AreAsLongAsListsFollow) {
  const std::vector<std::uint64_t> begin{0, 2, 4, 6, 8, 9, 10, 11, 12};
  const std::vector<std::uint32_t> entries{5, 9, 6, 10, 7, 11, 8, 12, 3, 4, 5, 6};
  TableRanges ranges(begin, entries, one_further);
  EXPECT_EQ(ranges.of(2).first, 0u);
  EXPECT_EQ(ranges.of(2).end, 4u);
  EXPECT_EQ(ranges.of(7).first, 4u);
  EXPECT_EQ(ranges.of(7).end, 8u);
  EXPECT_EQ(ranges.of(0).first, 0u);
}

TEST(TableRanges, LeaveARandomTableAsItIs) {
  const std::vector<std::uint64_t> begin{0, 1, 2, 3, 4};
  TableRanges ranges(begin, std::vector<std::uint32_t>{7, 1, 2, 9}, one_further);
  for (std::uint32_t list = 0; list < 4; ++list) {
    EXPECT_EQ(ranges.of(list).first, list);
    EXPECT_EQ(ranges.of(list).end, list + 1);
  }
}

}  // namespace
}  // namespace engram::hw
