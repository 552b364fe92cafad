#include "sim/run/learning_task.hpp"

#include <gtest/gtest.h>

#include "sim/run/lower_learning.hpp"
#include "tests/sim/run/learning_net.hpp"

namespace engram::sim {
namespace {

using Flags = std::vector<std::uint8_t>;
using Names = std::vector<PlacedName>;

/// The choices of one encoding for every projection of learning_network().
std::vector<EncodingChoice> choices_of(Encoding encoding, Sharing sharing = Sharing::none) {
  SynapseMemoryConfig memory;
  memory.default_encoding = encoding;
  memory.default_sharing = sharing;
  return choose_encodings(memory, learning_network());
}

TEST(LearningTask, AllThatCanLearnDo) {
  const auto network = learning_network();
  const auto task =
      learning_task(learning_config("backprop"), network, choices_of(Encoding::index));
  EXPECT_EQ(task.rule, workloads::LearningRule::backprop);
  EXPECT_EQ(task.learns, (Flags{1, 1, 0}));
  EXPECT_EQ(task.shared_kernel, (Flags{0, 0, 0}));
  EXPECT_EQ(task.seed, 9U);
}

TEST(LearningTask, AKernelIsSharedWhereItsEncodingSharesIt) {
  const auto network = learning_network();
  const Config config = learning_config("three_factor");
  const auto shared = [&](const std::vector<EncodingChoice>& choices) {
    return learning_task(config, network, choices).shared_kernel;
  };
  EXPECT_EQ(shared(choices_of(Encoding::functional)), (Flags{1, 0, 0}));
  EXPECT_EQ(shared(choices_of(Encoding::bitmap, Sharing::kernel)), (Flags{1, 0, 0}));
  EXPECT_EQ(shared(choices_of(Encoding::crossbar, Sharing::kernel)), (Flags{0, 0, 0}));
  // stdp cannot, so the kernel is not among those that can learn.
  EXPECT_EQ(
      learning_task(learning_config("stdp"), network, choices_of(Encoding::functional)).learns,
      (Flags{0, 1, 0}));
  EXPECT_EQ(learning_task(learning_config("stdp"), network, choices_of(Encoding::index)).learns,
            (Flags{1, 1, 0}));
}

TEST(LearningTask, NamedProjectionsLearnAndAllFaultsComeAtOnce) {
  const auto network = learning_network();
  Config config = learning_config("stdp");
  config.learning->projections = Names{{"full", "run.json:9: /learning/projections/0"}};
  const auto choices = choices_of(Encoding::functional);
  EXPECT_EQ(learning_task(config, network, choices).learns, (Flags{0, 1, 0}));
  config.learning->projections = Names{{"ful", "run.json:9: /learning/projections/0"},
                                       {"float", "run.json:9: /learning/projections/1"},
                                       {"kernel", "run.json:9: /learning/projections/2"}};
  EXPECT_EQ(
      message_of([&] { learning_task(config, network, choices); }),
      "run.json:9: /learning/projections/0: the network has no projection 'ful'; did you mean "
      "'full'?\n"
      "run.json:7: /learning: projection 'kernel': stdp is local to a synapse; a kernel that "
      "is shared cannot learn by it (unrolled it can)\n"
      "run.json:7: /learning: projection 'float': its weights are float32, only uniform levels "
      "can learn");
}

TEST(LearningTask, SomethingMustLearn) {
  auto network = learning_network();
  for (const auto& id : network.projections()) {
    network.graph[id].quantization = workloads::Quantization{};
  }
  const std::string fault = message_of(
      [&] { learning_task(learning_config("backprop"), network, choices_of(Encoding::index)); });
  EXPECT_NE(fault.find("run.json:7: /learning: no projection can learn"), std::string::npos)
      << fault;
}

TEST(LearningTask, EveryNumberArrives) {
  Config config = learning_config("three_factor");
  LearningConfig& given = *config.learning;
  given.rounding = "stochastic";
  given.rate_shift = 3;
  given.error_bits = 11;
  given.error_gain = 12;
  given.backward_shift = 5;
  given.surrogate = "triangle";
  given.surrogate_width = 0.75;
  given.surrogate_bits = 7;
  given.trace_bits = 13;
  given.trace_decay = 14;
  given.trace_gain = 15;
  auto task = learning_task(config, learning_network(), choices_of(Encoding::index));
  task.targeted = {2};
  const hw::LearningSpec spec = lower_learning(task, 4);
  EXPECT_EQ(spec.rule, hw::LearningRule::three_factor);
  EXPECT_EQ(spec.learns, (Flags{1, 1, 0}));
  EXPECT_EQ(spec.targeted, (Flags{0, 0, 1, 0}));
  EXPECT_EQ(spec.rounding, hw::StepRounding::stochastic);
  EXPECT_EQ(spec.seed, 9U);
  EXPECT_EQ(spec.rate_shift, 3U);
  EXPECT_EQ(spec.error_bits, 11U);
  EXPECT_EQ(spec.error_gain, 12);
  EXPECT_EQ(spec.backward_shift, 5U);
  EXPECT_EQ(spec.surrogate, hw::Surrogate::triangle);
  EXPECT_EQ(spec.surrogate_width, 0.75);
  EXPECT_EQ(spec.surrogate_bits, 7U);
  EXPECT_EQ(spec.trace_bits, 13U);
  EXPECT_EQ(spec.trace_decay, 14U);
  EXPECT_EQ(spec.trace_gain, 15U);
  const hw::LearningSpec stdp = lower_learning(
      learning_task(learning_config("stdp"), learning_network(), choices_of(Encoding::index)), 4);
  EXPECT_EQ(stdp.rule, hw::LearningRule::stdp);
  EXPECT_EQ(stdp.rounding, hw::StepRounding::nearest);
  EXPECT_EQ(stdp.potentiation, (std::vector<std::uint32_t>{3, 2}));
  EXPECT_EQ(stdp.depression, (std::vector<std::uint32_t>{3, 2}));
}

TEST(LearningTask, OnlyRulesThatWalkBackwardNeedReverseTables) {
  const auto network = learning_network();
  for (const char* rule : {"backprop", "three_factor", "stdp"}) {
    auto choices = choices_of(Encoding::index);
    lay_out_for_learning(learning_task(learning_config(rule), network, choices), choices);
    const bool backward = std::string(rule) != "stdp";
    EXPECT_EQ(choices[0].organisation.learning, backward) << rule;
    EXPECT_EQ(choices[1].organisation.learning, backward) << rule;
    EXPECT_FALSE(choices[2].organisation.learning) << rule;
  }
}

TEST(LearningTask, TargetsAreCheckedWithTheirTask) {
  auto network = learning_network();
  const Config config = learning_config("backprop");
  Learning learning{learning_task(config, network, choices_of(Encoding::index)), {}};
  add_targets(*config.learning, network, {{2}, {{}}}, learning);
  EXPECT_EQ(learning.task.targeted, (std::vector<workloads::PopulationId>{2}));
  EXPECT_EQ(learning.targets.size(), 1U);
  network.graph[2].step.threshold = 0.0;
  EXPECT_EQ(message_of([&] {
              add_targets(*config.learning, network, {{2}, {{}}}, learning);
            }),
            "run.json:7: /learning: population 'out': has a threshold of 0; a surrogate derivative "
            "needs another");
}

}  // namespace
}  // namespace engram::sim
