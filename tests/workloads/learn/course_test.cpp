#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "workloads/learn/batch_order.hpp"
#include "workloads/learn/plain_functions.hpp"
#include "workloads/learn/prune_course.hpp"
#include "workloads/learn/schedule.hpp"

/// What changes from epoch to epoch.
namespace engram::workloads::learn {
namespace {

TEST(Schedules, WarmUpRisesLinearly) {
  ScheduleOptions schedule;
  schedule.warmup_epochs = 3;
  for (std::uint32_t epoch = 0; epoch < 3; ++epoch) {
    EXPECT_DOUBLE_EQ(rate_of(schedule, 0.8, epoch, 10), 0.2 * (epoch + 1));
  }
  EXPECT_EQ(rate_of(schedule, 0.8, 3, 10), 0.8);
  EXPECT_EQ(rate_of(schedule, 0.8, 9, 10), 0.8);
}

TEST(Schedules, StepsAreCountedFromTheEndOfWarmUp) {
  ScheduleOptions schedule{ScheduleKind::step, 1, 2, 0.5, 0};
  EXPECT_EQ(rate_of(schedule, 1, 2, 10), 1);
  EXPECT_EQ(rate_of(schedule, 1, 3, 10), 0.5);
  EXPECT_EQ(rate_of(schedule, 1, 5, 10), 0.25);
}

TEST(Schedules, TheCosineFallsToItsFinalFraction) {
  ScheduleOptions schedule{ScheduleKind::cosine, 0, 1, 0.5, 0.1};
  EXPECT_DOUBLE_EQ(rate_of(schedule, 1, 0, 10), 1);
  EXPECT_DOUBLE_EQ(rate_of(schedule, 1, 5, 10), 0.55);
  EXPECT_NEAR(rate_of(schedule, 1, 9, 10), 0.1 + 0.45 * (1 + std::cos(0.9 * std::numbers::pi)),
              1e-15);
  EXPECT_DOUBLE_EQ(rate_of(schedule, 1, 10, 10), 0.1);
}

TEST(PlainFunctions, AreTheLibrarysToTheLastPlaces) {
  for (double x = -700; x < 700; x += 0.37) {
    EXPECT_NEAR(exponential(x) / std::exp(x), 1, 1e-15) << x;
  }
  EXPECT_EQ(exponential(0), 1);
  EXPECT_EQ(exponential(-1e4), 0);
  for (double x = 1e-300; x < 1e300; x *= 1.7) {
    EXPECT_NEAR(logarithm(x), std::log(x), 1e-15 * std::max(1.0, std::abs(std::log(x)))) << x;
  }
  EXPECT_EQ(logarithm(1), 0);
  for (double x = 0; x <= 1; x += 0.01) {
    EXPECT_NEAR(cosine_of_half_turns(x), std::cos(x * std::numbers::pi), 1e-15) << x;
  }
}

TEST(SampleOrder, IsAPermutationOfItsOwnInEveryEpoch) {
  std::vector<std::uint64_t> first = sample_order(100, 1, 0), second = sample_order(100, 1, 1);
  EXPECT_EQ(first, sample_order(100, 1, 0));
  EXPECT_NE(first, second);
  EXPECT_NE(first, sample_order(100, 2, 0));
  std::sort(second.begin(), second.end());
  for (std::uint64_t k = 0; k < 100; ++k) EXPECT_EQ(second[k], k);
}

PruneAware pruning(PruneAware::Course course) {
  PruneAware prune;
  prune.course = course;
  prune.options.sparsity = 0.875;
  prune.options.projections["own"] = 0.5;
  prune.begin_epoch = 2;
  prune.end_epoch = 6;
  prune.steps = 3;
  return prune;
}

TEST(PruneCourse, OneShot) {
  const PruneAware prune = pruning(PruneAware::Course::one_shot);
  EXPECT_FALSE(pruning_before(prune, 1));
  EXPECT_FALSE(pruning_before(prune, 3));
  EXPECT_EQ(pruning_before(prune, 2)->sparsity, 0.875);
}

TEST(PruneCourse, GradualFallsWithTheCube) {
  const PruneAware prune = pruning(PruneAware::Course::gradual);
  EXPECT_FALSE(pruning_before(prune, 1));
  EXPECT_FALSE(pruning_before(prune, 7));
  EXPECT_EQ(pruning_before(prune, 2)->sparsity, 0);
  EXPECT_DOUBLE_EQ(pruning_before(prune, 4)->sparsity, 0.875 * (1 - 0.125));
  EXPECT_DOUBLE_EQ(pruning_before(prune, 4)->projections.at("own"), 0.5 * (1 - 0.125));
  EXPECT_EQ(pruning_before(prune, 6)->sparsity, 0.875);
}

TEST(PruneCourse, IterativeHalvesWhatIsLeft) {
  const PruneAware prune = pruning(PruneAware::Course::iterative);
  for (const std::uint32_t epoch : {0U, 1U, 3U, 5U, 7U}) EXPECT_FALSE(pruning_before(prune, epoch));
  EXPECT_NEAR(pruning_before(prune, 2)->sparsity, 0.5, 1e-15);
  EXPECT_NEAR(pruning_before(prune, 4)->sparsity, 0.75, 1e-15);
  EXPECT_EQ(pruning_before(prune, 6)->sparsity, 0.875);
}

}  // namespace
}  // namespace engram::workloads::learn
