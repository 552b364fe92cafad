#include <gtest/gtest.h>

#include "tests/workloads/learn/small_network.hpp"
#include "tests/workloads/learn/toy_task.hpp"
#include "workloads/learn/trainer.hpp"

namespace engram::workloads {
namespace {

using tests::GroupsTask;
using tests::PatternTask;
using tests::two_layers;

std::string faults_of(const Network& network, const TrainingTask& task,
                      const TrainingOptions& options) {
  try {
    const Trainer trainer(network, task, options);
  } catch (const NetworkFault& fault) {
    return fault.what();
  }
  return "";
}

void expect_named(const std::string& faults, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    EXPECT_NE(faults.find(word), std::string::npos) << word << "\nin: " << faults;
  }
}

TEST(TrainingFaults, ShapesOfTheTask) {
  expect_named(
      faults_of(two_layers(4), GroupsTask({21, 1, 1}, 5, 10), {}),
      {"'in': found the shape (20, 1, 1), the task gives (21, 1, 1)", "(found 4, expected 5)"});
}

TEST(TrainingFaults, LossesThatDoNotFit) {
  TrainingOptions options;
  expect_named(faults_of(two_layers(4), PatternTask(20, 4), options), {"needs classes"});
  options.loss.kind = LossKind::van_rossum;
  expect_named(faults_of(two_layers(4), GroupsTask({20, 1, 1}, 4, 10), options),
               {"the task has classes"});
}

TEST(TrainingFaults, WhatIsNotDifferentiated) {
  Network network = two_layers(4);
  network.graph[*network.find("hidden")].step.multi_spike = true;
  network.graph[*network.find("out")].fixed = FixedStep{};
  expect_named(faults_of(network, GroupsTask({20, 1, 1}, 4, 10), {}),
               {"'hidden': several spikes", "'out': it computes in integers"});
}

TEST(TrainingFaults, OptionsOutOfRangeAllAtOnce) {
  TrainingOptions options;
  options.epochs = 0;
  options.batch = 0;
  options.optimizer.rate = -1;
  options.surrogate.slope = 0;
  options.widths.gradient_bits = 8;
  options.widths.state_bits = 1;
  options.quantize["nowhere"] = {QuantizerKind::uniform, 17};
  options.prune.emplace();
  options.prune->options.sparsity = 1;
  options.prune->options.projections["neither"] = 0.5;
  expect_named(faults_of(two_layers(4), GroupsTask({20, 1, 1}, 4, 10), options),
               {"epochs must be", "samples a batch must be", "the rate must be above 0 (found -1)",
                "slope", "sgd without momentum", "bits of states must be 2 to 16 (found 1)",
                "no projection 'nowhere'", "(found 17)", "the sparsity must be",
                "no projection 'neither'", "the epoch of the last pruning"});
}

TEST(TrainingFaults, FloatsAndLevelsInOneAccumulator) {
  TrainingOptions options;
  options.quantize["in-hidden"] = {QuantizerKind::uniform, 4};
  expect_named(faults_of(two_layers(4, true), GroupsTask({20, 1, 1}, 4, 10), options),
               {"population 'hidden': some of its projections are quantized"});
}

}  // namespace
}  // namespace engram::workloads
