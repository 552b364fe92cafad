#include <gtest/gtest.h>

#include "tests/workloads/learn/small_network.hpp"
#include "tests/workloads/learn/toy_task.hpp"
#include "workloads/learn/trainer.hpp"

namespace engram::workloads {
namespace {

using tests::GroupsTask;
using tests::PatternTask;
using tests::two_layers;

TrainingOptions fast_options() {
  TrainingOptions options;
  options.epochs = 6;
  options.batch = 20;
  options.optimizer.rate = 0.02;
  return options;
}

/// Loss of the first and last epoch.
std::pair<double, double> train(Trainer& trainer, std::uint32_t epochs) {
  const double first = trainer.epoch().loss;
  double last = first;
  while (trainer.epochs_done() < epochs) last = trainer.epoch().loss;
  return {first, last};
}

double accuracy(const Evaluation& evaluation) {
  return static_cast<double>(evaluation.correct) / static_cast<double>(evaluation.samples);
}

class LearnsClasses : public testing::TestWithParam<LossKind> {};

TEST_P(LearnsClasses, LossFallsAndHeldOutSamplesAreTold) {
  const GroupsTask task({20, 1, 1}, 4, 200);
  TrainingOptions options = fast_options();
  options.loss.kind = GetParam();
  Trainer trainer(two_layers(4), task, options);
  const auto [first, last] = train(trainer, options.epochs);
  EXPECT_LT(last, 0.8 * first);
  EXPECT_GT(accuracy(trainer.evaluate(Split::test)), 0.6);
}

INSTANTIATE_TEST_SUITE_P(Losses, LearnsClasses,
                         testing::Values(LossKind::rate_cross_entropy, LossKind::rate_mse,
                                         LossKind::step_cross_entropy));

TEST(Learning, RetainsAPattern) {
  const PatternTask task(20, 10);
  TrainingOptions options = fast_options();
  options.epochs = 200;
  options.loss.kind = LossKind::van_rossum;
  Trainer trainer(two_layers(10), task, options);
  const auto [first, last] = train(trainer, options.epochs);
  EXPECT_LT(last, 0.5 * first);
}

TEST(Learning, QuantizedAndPrunedVariantsLearn) {
  const GroupsTask task({20, 1, 1}, 4, 200);
  TrainingOptions options = fast_options();
  options.epochs = 8;
  options.quantize[""] = {QuantizerKind::uniform, 4};
  options.quantize_from_epoch = 4;
  PruneAware prune;
  prune.options.sparsity = 0.5;
  prune.course = PruneAware::Course::gradual;
  prune.begin_epoch = 1;
  prune.end_epoch = 3;
  options.prune = prune;
  Trainer trainer(two_layers(4), task, options);
  train(trainer, options.epochs);
  EXPECT_GT(accuracy(trainer.evaluate(Split::test)), 0.6);
  const Network network = trainer.network();
  for (const ProjectionId& id : network.projections()) {
    const Projection& projection = network.graph[id];
    EXPECT_EQ(projection.quantization.format.bits, 4U);
    std::size_t zeros = 0;
    for (const std::int32_t level : projection.quantization.levels) zeros += level == 0;
    EXPECT_GE(zeros * 2, projection.quantization.levels.size());
  }
}

TEST(Learning, FewBitsEverywhere) {
  const PatternTask task(20, 10);
  TrainingOptions options = fast_options();
  options.epochs = 300;
  options.loss.kind = LossKind::van_rossum;
  options.widths = {12U, 12U, 8U};
  options.optimizer.kind = OptimizerKind::sgd;
  options.optimizer.rate = 1;
  Network network = two_layers(10);
  for (const char* name : {"hidden", "out"})
    network.graph[*network.find(name)].step.threshold = 0.9;
  Trainer trainer(network, task, options);
  const auto [first, last] = train(trainer, options.epochs);
  EXPECT_LT(last, 0.8 * first);
}

}  // namespace
}  // namespace engram::workloads
