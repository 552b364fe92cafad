#include <gtest/gtest.h>

#include <set>

#include "sim/sweep/sweep.hpp"

/// Which points a sweep has, and in which order.
namespace engram::sim {
namespace {

GridAxis axis(const std::string& name, int values) {
  GridAxis made{name, {}};
  for (int k = 0; k < values; ++k) {
    made.values.push_back({std::to_string(k), {name + "=" + std::to_string(k)}});
  }
  return made;
}

using Values = std::vector<std::string>;

std::vector<Values> values_of(const Sweep& sweep) {
  std::vector<Values> all;
  for (const SweepPoint& point : sweep_points(sweep)) all.push_back(point.values);
  return all;
}

Sweep two_axes(int first, int second) {
  Sweep sweep;
  sweep.groups = {{axis("/a", first)}, {axis("/b", second)}};
  return sweep;
}

TEST(SweepPoints, EveryValueMeetsEveryOther) {
  EXPECT_EQ(values_of(two_axes(2, 2)),
            (std::vector<Values>{{"0", "0"}, {"0", "1"}, {"1", "0"}, {"1", "1"}}));
}

TEST(SweepPoints, ZippedAxesTurnTogether) {
  Sweep sweep;
  sweep.groups = {{axis("/a", 2), axis("/b", 2)}, {axis("/c", 2)}};
  EXPECT_EQ(sweep.axes(), (Values{"/a", "/b", "/c"}));
  EXPECT_EQ(
      values_of(sweep),
      (std::vector<Values>{{"0", "0", "0"}, {"0", "0", "1"}, {"1", "1", "0"}, {"1", "1", "1"}}));
}

TEST(SweepPoints, SetsNameValuesAndTheFolder) {
  Sweep sweep = two_axes(1, 1);
  sweep.folder = "/here";
  sweep.sets = {"/name={/a}-{/b}", "/nir={folder}/{/a}.nir"};
  EXPECT_EQ(sweep_points(sweep).at(0).sets,
            (Values{"/name=0-0", "/nir=/here/0.nir", "/a=0", "/b=0"}));
}

TEST(SweepPoints, EveryConditionHoldsInOneOfItsParts) {
  Sweep sweep = two_axes(3, 3);
  sweep.where = {{{"/a", "<", "2"}, {"/b", "==", "2.0"}}, {{"/b", "!=", "0"}}};
  EXPECT_EQ(values_of(sweep),
            (std::vector<Values>{{"0", "1"}, {"0", "2"}, {"1", "1"}, {"1", "2"}, {"2", "2"}}));
  sweep.where = {{{"/a", "<", "index"}}};
  EXPECT_TRUE(values_of(sweep).empty());  // texts are in no order
}

TEST(SweepPoints, ARandomSampleTakesEachPointOnceAndIsThatOfItsSeed) {
  Sweep sweep = two_axes(20, 20);
  sweep.sample = {SweepSample::Method::random, 50, 3};
  const std::vector<Values> points = values_of(sweep);
  EXPECT_EQ(std::set<Values>(points.begin(), points.end()).size(), 50U);
  EXPECT_EQ(values_of(sweep), points);
  sweep.sample->seed = 4;
  EXPECT_NE(values_of(sweep), points);
  sweep.sample->points = 1000;
  EXPECT_EQ(values_of(sweep).size(), 400U);
}

TEST(SweepPoints, ALatinHypercubeHasEveryValueOfEveryAxisOnce) {
  Sweep sweep = two_axes(40, 40);
  sweep.sample = {SweepSample::Method::latin_hypercube, 40, 1};
  const std::vector<Values> points = values_of(sweep);
  ASSERT_EQ(points.size(), 40U);
  for (std::size_t a = 0; a < 2; ++a) {
    std::set<std::string> seen;
    for (const Values& point : points) seen.insert(point[a]);
    EXPECT_EQ(seen.size(), 40U);
  }
  std::size_t diagonal = 0;
  for (const Values& point : points) diagonal += point[0] == point[1] ? 1 : 0;
  EXPECT_LT(diagonal, 10U);  // the axes are drawn apart
}

}  // namespace
}  // namespace engram::sim
