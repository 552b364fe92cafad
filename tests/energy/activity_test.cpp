#include "energy/activity.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <stdexcept>

namespace engram {
namespace {

Activity sample(Count scale) {
  Activity activity;
  activity.memories = {{"core0",
                        "weights",
                        MemoryShape{64, 32, 1, 1, false},
                        {{"fc.pointers", Part::metadata_memory, 3 * scale, 0},
                         {"fc.weights", Part::weight_memory, 5 * scale, 7 * scale}}}};
  activity.logic = {
      {"core0", "fc.accumulate", Part::compute, "accumulate", "int", 32, 2, 11 * scale}};
  activity.clocks = {{"core0", 512, 13 * scale, "pipeline"}};
  activity.cycles_on = 17 * scale;
  activity.clock_period_ps = 10000;
  return activity;
}

TEST(AddActivities, CountsAddAndHardwareStays) {
  Activity sum = sample(1);
  add(sum, sample(10));
  EXPECT_EQ(sum.memories[0].accesses[0].reads, 33u);
  EXPECT_EQ(sum.memories[0].accesses[1].reads, 55u);
  EXPECT_EQ(sum.memories[0].accesses[1].writes, 77u);
  EXPECT_EQ(sum.logic[0].count, 121u);
  EXPECT_EQ(sum.logic[0].instances, 2u);
  EXPECT_EQ(sum.clocks[0].cycles, 143u);
  EXPECT_EQ(sum.clocks[0].flip_flops, 512u);
  EXPECT_EQ(sum.cycles_on, 187u);
  EXPECT_EQ(sum.clock_period_ps, 10000u);
}

/// `change` makes another chip of the sample: it must be refused and nothing added.
template <class Change>
void expect_refused(Change change) {
  Activity other = sample(1);
  change(other);
  Activity sum = sample(1);
  EXPECT_THROW(add(sum, other), std::invalid_argument);
  EXPECT_EQ(sum.memories[0].accesses[0].reads, 3u);
  EXPECT_EQ(sum.cycles_on, 17u);
}

TEST(AddActivities, AnotherChipIsRefused) {
  expect_refused([](Activity& a) { a.clock_period_ps = 1; });
  expect_refused([](Activity& a) { a.memories.clear(); });
  expect_refused([](Activity& a) { a.logic.push_back(a.logic[0]); });
  expect_refused([](Activity& a) { a.clocks.clear(); });
  expect_refused([](Activity& a) { a.memories[0].name = "state"; });
  expect_refused([](Activity& a) { a.memories[0].shape.banks = 2; });
  expect_refused(
      [](Activity& a) { std::swap(a.memories[0].accesses[0], a.memories[0].accesses[1]); });
  expect_refused([](Activity& a) { a.memories[0].accesses.pop_back(); });
  expect_refused([](Activity& a) { a.memories[0].accesses[0].part = Part::noc; });
  expect_refused([](Activity& a) { a.logic[0].unit = "conv.accumulate"; });
  expect_refused([](Activity& a) { a.logic[0].bits = 16; });
  expect_refused([](Activity& a) { a.logic[0].part = Part::controller; });
  expect_refused([](Activity& a) { a.clocks[0].flip_flops = 1; });
  expect_refused([](Activity& a) { a.clocks[0].unit = "buffers"; });
}

TEST(AddActivities, ACountThatLeaves64BitsIsAnErrorAndChangesNothing) {
  Activity other = sample(1);
  other.clocks[0].cycles = std::numeric_limits<Count>::max();
  Activity sum = sample(1);
  EXPECT_THROW(add(sum, other), std::overflow_error);
  EXPECT_EQ(sum.memories[0].accesses[0].reads, 3u);
}

TEST(Part, EveryPartHasItsOwnName) {
  std::set<std::string> names;
  for (int part = 0; part < kParts; ++part) names.insert(to_string(static_cast<Part>(part)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kParts));
}

}  // namespace
}  // namespace engram
