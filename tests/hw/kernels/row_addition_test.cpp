#include "hw/kernels/row_addition.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
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
  std::vector<std::uint64_t> all;
  for (std::size_t k = 0; k < rows * repeats; ++k) all.push_back(k % rows * size);
  std::vector<std::int32_t> expected(size, 7);
  for (const std::uint64_t row : all) {
    for (std::size_t k = 0; k < size; ++k) expected[k] += factor * levels[row + k];
  }
  on_every_target([&] {
    std::vector<std::int32_t> sums(size, 7);
    add_rows(levels.data(), all, size, factor, sums.data());
    RC_ASSERT(sums == expected);
  });
}

RC_GTEST_PROP(RowAddition, RunsReachTheirOwnTargetsAndNoOther, ()) {
  const auto targets = *rc::gen::inRange<std::uint32_t>(1, 100);
  std::vector<Run> runs;
  std::vector<std::int8_t> levels;
  std::vector<RunsEvent> events;
  std::vector<std::int32_t> expected(targets + kRunTargets, 0);
  std::vector<std::uint8_t> reached(targets + kRunTargets, 0);
  for (auto left = *rc::gen::inRange<int>(0, 4); left > 0; --left) {
    RunsEvent event{runs.size(), levels.size(), 0, *rc::gen::inRange<std::uint32_t>(0, targets),
                    *rc::gen::inRange<std::int32_t>(0, 1000)};
    for (std::uint32_t at = event.first_target; at < targets;) {
      const auto bits = *rc::gen::inRange<std::uint32_t>(1, 256);
      Run run{static_cast<std::uint16_t>(at - event.first_target), 0};
      for (std::uint32_t k = 0; k < kRunTargets; ++k) {
        const bool is_target = (bits >> k & 1) != 0 && at + k < targets;
        levels.push_back(is_target ? any_level() : std::int8_t{0});
        if (!is_target) continue;
        run.targets |= static_cast<std::uint8_t>(1U << k);
        expected[at + k] += event.factor * levels.back();
        reached[at + k] = 1;
      }
      runs.push_back(run);
      ++event.size;
      at += *rc::gen::inRange<std::uint32_t>(1, 20);  // runs may overlap
    }
    events.push_back(event);
  }
  on_every_target([&] {
    std::vector<std::int32_t> sums(targets + kRunTargets, 0);
    std::vector<std::uint8_t> received(targets + kRunTargets, 0);
    add_runs(events, runs.data(), levels.data(), sums.data(), received.data());
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

RC_GTEST_PROP(RowAddition, FlagsAreCountedOnEveryProcessor, ()) {
  std::vector<std::uint8_t> flags(*rc::gen::inRange<std::size_t>(0, 700));
  for (std::uint8_t& flag : flags) flag = *rc::gen::arbitrary<bool>() ? 1 : 0;
  const auto expected = static_cast<std::uint64_t>(std::count(flags.begin(), flags.end(), 1));
  on_every_target([&] { RC_ASSERT(count_flags(flags) == expected); });
}

}  // namespace
}  // namespace engram::hw
