#include <gtest/gtest.h>

#include "workloads/tasks/task.hpp"

namespace engram::workloads {
namespace {

SpikeTrain train_of(const std::string& name, std::uint32_t neurons,
                    std::vector<SpikeEvent> events) {
  SpikeTrain train;
  train.name = name;
  train.neurons = neurons;
  train.timesteps = 5;
  train.events = std::move(events);
  return train;
}

EventTaskData two_samples() {
  EventTaskData data;
  data.shape = {1, 1, 2};
  data.classes = 2;
  data.timesteps = 5;
  data.train = {train_of("a", 2, {{0, 1, 1}}), train_of("b", 2, {{4, 0, 3}})};
  data.train_labels = {1, 0};
  data.test = {train_of("c", 2, {})};
  data.test_labels = {1};
  return data;
}

TEST(Events, GivesTheTrainsAskedFor) {
  const auto task = make_events(two_samples());
  EXPECT_EQ(task->samples(Split::train), 2U);
  EXPECT_EQ(task->samples(Split::test), 1U);
  EXPECT_EQ(task->classes(), 2U);
  const std::uint64_t numbers[] = {1, 0};
  const TrainingBatch batch = task->batch(Split::train, numbers, 3);
  EXPECT_EQ(batch.labels, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(batch.inputs[0].counts[batch.inputs[0].row(4, 0) + 0], 3);
  EXPECT_EQ(batch.inputs[0].counts[batch.inputs[0].row(0, 1) + 1], 1);
}

TEST(Events, RefusesWhatDoesNotFit) {
  EventTaskData data = two_samples();
  data.test_labels = {2};
  EXPECT_THROW(make_events(data), std::invalid_argument);
  data = two_samples();
  data.train_labels.pop_back();
  EXPECT_THROW(make_events(data), std::invalid_argument);
  data = two_samples();
  data.train[0].neurons = 3;
  EXPECT_THROW(make_events(data), std::invalid_argument);
}

TEST(ChooseTestSamples, TakesTheFractionOfEachClass) {
  std::vector<std::uint32_t> labels(50, 0);
  labels.insert(labels.end(), 10, 7);
  const std::vector<bool> chosen = choose_test_samples(labels, 0.3, 1);
  int of_first = 0, of_second = 0;
  for (std::size_t k = 0; k < labels.size(); ++k)
    (labels[k] == 0 ? of_first : of_second) += chosen[k];
  EXPECT_EQ(of_first, 15);
  EXPECT_EQ(of_second, 3);
  EXPECT_EQ(chosen, choose_test_samples(labels, 0.3, 1));
  EXPECT_NE(chosen, choose_test_samples(labels, 0.3, 2));
}

}  // namespace
}  // namespace engram::workloads
