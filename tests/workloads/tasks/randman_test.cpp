#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "workloads/tasks/task.hpp"

namespace engram::workloads {
namespace {

RandmanOptions small() {
  RandmanOptions options;
  options.classes = 3;
  options.units = 4;
  options.timesteps = 20;
  options.dimensions = 1;
  options.smoothness = 2;
  options.train_per_class = 30;
  options.test_per_class = 10;
  return options;
}

std::vector<std::uint64_t> all(const TrainingTask& task, Split split) {
  std::vector<std::uint64_t> numbers(task.samples(split));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

/// Spikes of a unit in a sample, and the timestep of the last one.
std::pair<int, int> spikes_of(const Raster& raster, std::uint32_t sample, std::uint32_t unit) {
  int count = 0, last = -1;
  for (std::uint32_t t = 0; t < raster.timesteps; ++t) {
    const float spikes = raster.counts[raster.row(t, sample) + unit];
    EXPECT_TRUE(spikes == 0 || spikes == 1);
    if (spikes == 0) continue;
    ++count;
    last = static_cast<int>(t);
  }
  return {count, last};
}

TEST(Randman, TimeCodeIsOneSpikeAUnit) {
  const auto task = make_randman(small());
  EXPECT_EQ(task->samples(Split::train), 90U);
  EXPECT_EQ(task->output_neurons(), 3U);
  const TrainingBatch batch = task->batch(Split::train, all(*task, Split::train), 4);
  for (std::uint32_t sample = 0; sample < 90; ++sample) {
    EXPECT_EQ(batch.labels[sample], sample % 3);
    for (std::uint32_t unit = 0; unit < 4; ++unit) {
      EXPECT_EQ(spikes_of(batch.inputs[0], sample, unit).first, 1);
    }
  }
}

/// Values are stretched over the samples of a class: each unit has its earliest spike in the first
/// timestep and its latest in the last, class by class.
TEST(Randman, EachClassFillsTheTime) {
  const auto task = make_randman(small());
  const TrainingBatch batch = task->batch(Split::train, all(*task, Split::train), 4);
  for (std::uint32_t label = 0; label < 3; ++label) {
    for (std::uint32_t unit = 0; unit < 4; ++unit) {
      std::set<int> times;
      for (std::uint32_t sample = label; sample < 90; sample += 3) {
        times.insert(spikes_of(batch.inputs[0], sample, unit).second);
      }
      EXPECT_EQ(*times.begin(), 0);
      EXPECT_EQ(*times.rbegin(), 19);
    }
  }
}

TEST(Randman, RateCodeCountsWhatTimeCodeTimes) {
  RandmanOptions options = small();
  const auto timed = make_randman(options);
  options.code = RandmanOptions::Code::rate;
  const auto rated = make_randman(options);
  const auto numbers = all(*timed, Split::test);
  const TrainingBatch times = timed->batch(Split::test, numbers, 0);
  const TrainingBatch rates = rated->batch(Split::test, numbers, 0);
  for (std::uint32_t sample = 0; sample < numbers.size(); ++sample) {
    for (std::uint32_t unit = 0; unit < 4; ++unit) {
      EXPECT_EQ(spikes_of(rates.inputs[0], sample, unit).first,
                spikes_of(times.inputs[0], sample, unit).second + 1);
    }
  }
}

TEST(Randman, TrainsOnFreshSamplesAndTestsOnTheSame) {
  for (const auto code : {RandmanOptions::Code::time, RandmanOptions::Code::rate}) {
    RandmanOptions options = small();
    options.code = code;
    const auto task = make_randman(options);
    const auto numbers = all(*task, Split::test);
    const auto counts = [&](Split split, std::uint64_t epoch) {
      return task->batch(split, numbers, epoch).inputs[0].counts;
    };
    const auto first = counts(Split::train, 0);
    EXPECT_NE(first, counts(Split::train, 1));
    EXPECT_EQ(first, counts(Split::train, 0));
    EXPECT_EQ(counts(Split::test, 0), counts(Split::test, 1));
    EXPECT_NE(first, counts(Split::test, 0));
  }
}

TEST(Randman, SamplesDoNotDependOnTheirBatch) {
  RandmanOptions options = small();
  options.code = RandmanOptions::Code::rate;
  const std::uint64_t few[] = {17, 5};
  const Raster part = make_randman(options)->batch(Split::train, few, 2).inputs[0];
  const auto task = make_randman(options);
  const Raster whole = task->batch(Split::train, all(*task, Split::train), 2).inputs[0];
  for (std::uint32_t t = 0; t < 20; ++t) {
    for (std::uint32_t unit = 0; unit < 4; ++unit) {
      EXPECT_EQ(part.counts[part.row(t, 0) + unit], whole.counts[whole.row(t, 17) + unit]);
      EXPECT_EQ(part.counts[part.row(t, 1) + unit], whole.counts[whole.row(t, 5) + unit]);
    }
  }
}

}  // namespace
}  // namespace engram::workloads
