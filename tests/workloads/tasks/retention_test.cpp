#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "workloads/tasks/task.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint64_t kOne[] = {0};

double sum_of(const Raster& raster) {
  return std::accumulate(raster.counts.begin(), raster.counts.end(), 0.0);
}

TEST(Retention, HasTheShapesOfThePaper) {
  const auto task = make_retention({});
  EXPECT_EQ(task->input_shapes(), (std::vector<Shape>{{700, 1, 1}}));
  EXPECT_EQ(task->output_neurons(), 250U);
  EXPECT_EQ(task->classes(), 0U);
  EXPECT_EQ(task->samples(Split::train), 1U);
  EXPECT_EQ(task->samples(Split::test), 1U);
  const TrainingBatch batch = task->batch(Split::train, kOne, 0);
  EXPECT_EQ(batch.inputs.at(0).timesteps, 250U);
  EXPECT_EQ(batch.targets.at(0).neurons, 250U);
  EXPECT_TRUE(batch.labels.empty());
}

/// The published code gives about 16.1 thousand spikes, 9.2 % of all places.
TEST(Retention, SpikesAsOftenAsThePublishedCode) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const double spikes =
        sum_of(make_retention({.seed = seed})->batch(Split::train, kOne, 0).inputs[0]);
    EXPECT_NEAR(spikes, 16'100, 350) << seed;
    EXPECT_NEAR(spikes / (700.0 * 250), 0.092, 0.002) << seed;
  }
}

/// A renewal process with Poisson intervals of mean m spikes once in m timesteps; intervals of 0,
/// exp(-m) of them, merge with the spike before.
TEST(Retention, IntervalsHaveTheMeanOfTheirGroup) {
  RetentionOptions options;
  options.group_neurons = 40;
  options.timesteps = 4000;
  options.outputs = 1;
  const Raster input = make_retention(options)->batch(Split::test, kOne, 0).inputs[0];
  for (const std::uint32_t group : {0U, 3U, 20U, 139U}) {
    double spikes = 0;
    for (std::uint32_t t = 0; t < input.timesteps; ++t) {
      for (std::uint32_t n = 0; n < 40; ++n)
        spikes += input.counts[input.row(t, 0) + group * 40 + n];
    }
    const double mean = 1.25 + 0.25 * group;
    const double expected = 40 * 4000 / mean * (1 - std::exp(-mean));
    EXPECT_NEAR(spikes / expected, 1, 0.01) << group;
  }
}

TEST(Retention, NeuronsOfAGroupDrawTheirOwn) {
  const Raster input = make_retention({})->batch(Split::train, kOne, 0).inputs[0];
  int differ = 0;
  for (std::uint32_t t = 0; t < 250; ++t) {
    differ += input.counts[input.row(t, 0) + 0] != input.counts[input.row(t, 0) + 1] ? 1 : 0;
  }
  EXPECT_GT(differ, 50);
}

TEST(Retention, TargetIsTheFigureWithoutOneInTwenty) {
  const Raster target = make_retention({})->batch(Split::train, kOne, 0).targets[0];
  double figure = 0, outside = 0;
  for (std::uint32_t t = 0; t < 250; ++t) {
    for (std::uint32_t n = 0; n < 250; ++n) {
      const bool on = in_retention_figure((t + 0.5) / 250, (n + 0.5) / 250);
      figure += on ? 1 : 0;
      outside += on ? 0 : target.counts[target.row(t, 0) + n];
    }
  }
  EXPECT_EQ(outside, 0);
  // Two rings of 2 pi r times their width, less the two diamonds where they cross.
  EXPECT_NEAR(figure / (250 * 250), 2 * 2 * 3.14159265 * 0.26 * 0.06, 0.015);
  EXPECT_NEAR(sum_of(target) / figure, 0.95, 0.01);
  EXPECT_TRUE(in_retention_figure(0.10, 0.5));
  EXPECT_TRUE(in_retention_figure(0.90, 0.5));
  EXPECT_FALSE(in_retention_figure(0.5, 0.5));
}

TEST(Retention, IsTheSameInEverySplitAndEpoch) {
  const auto task = make_retention({});
  const TrainingBatch first = task->batch(Split::train, kOne, 0);
  const TrainingBatch other = task->batch(Split::test, kOne, 7);
  EXPECT_EQ(first.inputs[0].counts, other.inputs[0].counts);
  EXPECT_EQ(first.targets[0].counts, other.targets[0].counts);
  const TrainingBatch seed = make_retention({.seed = 2})->batch(Split::train, kOne, 0);
  EXPECT_NE(first.inputs[0].counts, seed.inputs[0].counts);
  EXPECT_NE(first.targets[0].counts, seed.targets[0].counts);
}

TEST(Retention, RefusesIntervalsThatCannotBeDrawn) {
  EXPECT_THROW(make_retention({.shortest = 0}), std::invalid_argument);
  EXPECT_THROW(make_retention({.shortest = 499, .step = 0.1}), std::invalid_argument);
}

}  // namespace
}  // namespace engram::workloads
