#include "hw/kernels/row_addition.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "tests/hw/kernels/every_target.hpp"

namespace engram::hw {
namespace {

std::int8_t any_level() {
  return static_cast<std::int8_t>(*rc::gen::inRange(-128, 128));
}

RC_GTEST_PROP(RowAddition, RowsAreTheirSumOnEveryProcessor, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(0, 300);
  const auto rows = *rc::gen::inRange<std::size_t>(0, 20);
  const auto factor = *rc::gen::inRange<std::int32_t>(0, 1000);
  const bool extreme = *rc::gen::arbitrary<bool>();
  const auto repeats = *rc::gen::element<std::size_t>(1, 40);  // beyond 256 rows in some cases
  std::vector<std::int8_t> levels(rows * size);
  for (std::int8_t& level : levels) level = extreme ? std::int8_t{-128} : any_level();
  std::vector<const std::int8_t*> all;
  for (std::size_t k = 0; k < rows * repeats; ++k) all.push_back(levels.data() + k % rows * size);
  std::vector<std::int32_t> expected(size, 7);
  for (const std::int8_t* const row : all) {
    for (std::size_t k = 0; k < size; ++k) expected[k] += factor * row[k];
  }
  on_every_target([&] {
    std::vector<std::int32_t> sums(size, 7);
    add_rows(all, size, factor, sums.data());
    RC_ASSERT(sums == expected);
  });
}

RC_GTEST_PROP(RowAddition, RunsReachTheirOwnTargetsAndNoOther, ()) {
  const auto targets = *rc::gen::inRange<std::size_t>(1, 100);
  const auto factor = *rc::gen::inRange<std::int32_t>(0, 1000);
  std::vector<Run> runs;
  std::vector<std::int8_t> levels;
  std::vector<std::int32_t> expected(targets + kRunTargets, 0);
  std::vector<std::uint8_t> reached(targets + kRunTargets, 0);
  for (std::size_t at = *rc::gen::inRange<std::size_t>(0, 9); at < targets;) {
    const auto longest = std::min(kRunTargets, targets - at);
    const auto size = *rc::gen::inRange<std::size_t>(1, longest + 1);
    runs.push_back({static_cast<std::uint16_t>(at), static_cast<std::uint8_t>(size)});
    for (std::size_t k = 0; k < kRunTargets; ++k) {
      levels.push_back(k < size ? any_level() : std::int8_t{0});
      if (k < size) expected[at + k] += factor * levels.back();
      if (k < size) reached[at + k] = 1;
    }
    at += size + *rc::gen::inRange<std::size_t>(0, 9);
  }
  on_every_target([&] {
    std::vector<std::int32_t> sums(targets + kRunTargets, 0);
    std::vector<std::uint8_t> received(targets + kRunTargets, 0);
    add_runs(runs, levels.data(), factor, sums.data(), received.data());
    RC_ASSERT(sums == expected);
    RC_ASSERT(received == reached);
  });
}

TEST(RowAddition, ScatteredTargetsOfAnyWidth) {
  const std::vector<std::uint16_t> near{4, 0, 2};
  const std::vector<std::uint32_t> far{4, 0, 2};
  const std::vector<std::int8_t> levels{-3, 5, 127};
  std::vector<std::int32_t> sums(5, 1);
  std::vector<std::int64_t> wide(5, 1);
  std::vector<std::uint8_t> received(5, 0);
  add_scattered(std::span(near), levels.data(), 2, sums.data(), received.data());
  add_scattered(std::span(far), levels.data(), std::int64_t{1} << 40, wide.data(), received.data());
  EXPECT_EQ(sums, (std::vector<std::int32_t>{11, 1, 255, 1, -5}));
  EXPECT_EQ(wide[2], 1 + (std::int64_t{127} << 40));
  EXPECT_EQ(received, (std::vector<std::uint8_t>{1, 0, 1, 0, 1}));
}

}  // namespace
}  // namespace engram::hw
