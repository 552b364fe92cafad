#include <gtest/gtest.h>

#include <map>

#include "tests/differential/random_learning.hpp"
#include "workloads/network/check_learning.hpp"
#include "workloads/network/random.hpp"
#include "workloads/reference/learn.hpp"

/// The random tasks hold what they are meant to hold, and levels move.
namespace engram::differential {
namespace {

using workloads::LearningRule;
using Features = std::map<std::string, int>;

void count_projections(const workloads::Network& network, const workloads::LearningTask& task,
                       Features& features) {
  const auto projections = network.projections();
  for (std::size_t p = 0; p < projections.size(); ++p) {
    if (task.learns[p] == 0) continue;
    const workloads::Projection& projection = network.graph[projections[p]];
    const auto source = boost::source(projections[p], network.graph);
    const bool conv = std::holds_alternative<workloads::Conv2d>(projection.connection);
    features["shared kernel"] += conv && task.shared_kernel[p] != 0;
    features["unrolled convolution"] += conv && task.shared_kernel[p] == 0;
    features["sparse"] += std::holds_alternative<workloads::Sparse>(projection.connection);
    features["delay"] += projection.delay > 0;
    features["self loop"] += source == boost::target(projections[p], network.graph);
    features["stages"] += !projection.stages.empty();
    features["shift"] += projection.quantization.shift > 0;
    features["errors go back"] += task.rule != LearningRule::stdp && projection.delay == 0 &&
                                  network.graph[source].step.spiking &&
                                  network.graph[source].step.model != workloads::NeuronModel::input;
  }
}

void count_task(const workloads::LearningTask& task, Features& features) {
  features["three_factor"] += task.rule == LearningRule::three_factor;
  features["backprop"] += task.rule == LearningRule::backprop;
  features["stdp"] += task.rule == LearningRule::stdp;
  features["stochastic"] += task.rounding == workloads::StepRounding::stochastic;
  features["re-encode"] += task.zero_weights == workloads::ZeroWeights::reencode;
  features["triangle"] += task.surrogate == workloads::Surrogate::triangle;
  features["several targets"] += task.targeted.size() > 1;
  features["window of 31"] += task.potentiation.size() == 31;
}

struct Effect {
  bool moves = false;  ///< levels are others after learning
  bool drops = false;  ///< and others again where weights that became 0 come back
};

Effect effect_of(const RandomCase& random, const RandomLearning& learning) {
  std::vector<workloads::LearningSample> samples;
  for (std::size_t k = 0; k < random.samples.size(); ++k) {
    samples.push_back({random.samples[k], learning.targets[k], random.timesteps});
  }
  workloads::LearningTask keep = learning.task;
  keep.zero_weights = workloads::ZeroWeights::keep;
  try {
    const auto levels = learn_reference(random.network, learning.task, samples).levels;
    return {levels != learn_reference(random.network, learning.task, {}).levels,
            levels != learn_reference(random.network, keep, samples).levels};
  } catch (const std::overflow_error&) {
    return {};  // a neuron ran away
  }
}

TEST(LearningGenerator, HoldsEveryFeature) {
  constexpr int cases = 400;
  Features features;
  int moved = 0, dropped = 0;
  for (std::uint64_t number = 0; number < cases; ++number) {
    workloads::RandomStream stream(number, 1);
    const Draw draw = [&](std::uint32_t below) {
      return static_cast<std::uint32_t>(stream.below(below));
    };
    const RandomCase random =
        random_case(draw, number % 2 == 0 ? Arithmetic::quantized : Arithmetic::fixed);
    const RandomLearning learning = random_learning(draw, random, true);
    ASSERT_EQ(workloads::learning_faults(random.network, learning.task),
              std::vector<std::string>{});
    count_projections(random.network, learning.task, features);
    count_task(learning.task, features);
    const Effect effect = effect_of(random, learning);
    moved += effect.moves;
    dropped += effect.drops;
  }
  for (const auto& [feature, times] : features) EXPECT_GE(times, cases / 50) << feature;
  // Projections whose weights are powers of two learn nothing, and some networks have no others.
  EXPECT_GE(moved, cases / 4);
  EXPECT_GE(dropped, cases / 80);
}

}  // namespace
}  // namespace engram::differential
