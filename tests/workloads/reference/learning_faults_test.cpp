#include <gtest/gtest.h>

#include <cmath>

#include "learning_net.hpp"
#include "workloads/network/check_learning.hpp"
#include "workloads/network/geometry.hpp"

/// What learn_reference refuses, all at once.
namespace engram::workloads {
namespace {

using small_net::counts;
using small_net::train;

class ReferenceLearningFaults : public testing::Test {
 protected:
  ReferenceLearningFaults() {
    in_ = network_.add(small_net::input("in", {2, 1, 1}));
    out_ = network_.add(small_net::neurons("out", {1, 1, 1}, NeuronStep{}));
    network_.connect(in_, out_, small_net::levels("edge", 2, 1, {1, 1}));
    task_ = small_net::task(LearningRule::three_factor, {1}, 8);
    task_.targeted = {out_};
    sample_ = {{train(2, 4, {})}, {counts({1, 0, 2, 0})}, 4};
  }
  /// The faults, or an empty text.
  std::string faults() const {
    try {
      learn_reference(network_, task_, {sample_});
      return "";
    } catch (const NetworkFault& fault) {
      return fault.what();
    }
  }
  void expect_fault(const std::string& part) const {
    EXPECT_NE(faults().find(part), std::string::npos) << part << "\n" << faults();
  }

  Network network_;
  PopulationId in_ = 0, out_ = 0;
  LearningTask task_;
  LearningSample sample_;
};

TEST_F(ReferenceLearningFaults, ASoundTaskHasNone) {
  EXPECT_EQ(faults(), "");
}

TEST_F(ReferenceLearningFaults, OnlyUniformLevelsLearn) {
  Network floats;
  floats.add(network_.graph[in_]);
  floats.add(network_.graph[out_]);
  floats.connect(in_, out_, small_net::dense("edge", 2, 1, {1, 1}));
  network_ = floats;
  expect_fault("projection 'edge': its weights are float32, only uniform levels can learn");
  task_.learns = {0};
  EXPECT_EQ(faults(), "");
}

TEST_F(ReferenceLearningFaults, ThresholdsOfZeroWhereThereIsAnError) {
  network_.graph[out_].step.threshold = 0.0;
  expect_fault("population 'out': has a threshold of 0");
  network_.graph[out_].fixed = small_net::plain_fixed(0);
  network_.graph[out_].step.threshold = 1.0;
  expect_fault("population 'out': has a threshold of 0");
  network_.graph[out_].step.spiking = false;
  EXPECT_EQ(faults(), "");
  network_.graph[out_].step.spiking = true;
  task_.targeted.clear();
  sample_.targets.clear();
  EXPECT_EQ(faults(), "");  // no error is ever computed there
}

TEST_F(ReferenceLearningFaults, SharedKernels) {
  task_.shared_kernel = {1};
  expect_fault("projection 'edge': is no convolution");
  Network convolution;
  convolution.add(small_net::input("in", {1, 1, 2}));
  convolution.add(network_.graph[out_]);
  Projection conv = small_net::levels("conv", 2, 1, {1, 1});
  ConvWindow window;
  window.kernel_x = 2;
  conv.connection = Conv2d{conv_geometry({1, 1, 2}, 1, window, 1), {1, 1}};
  convolution.connect(in_, out_, conv);
  network_ = convolution;
  EXPECT_EQ(faults(), "");
  task_.rule = LearningRule::stdp;
  task_.potentiation = task_.depression = {1};
  task_.targeted.clear();
  sample_.targets.clear();
  expect_fault("projection 'conv': stdp is local to a synapse");
  task_.shared_kernel = {0};
  EXPECT_EQ(faults(), "");
}

TEST_F(ReferenceLearningFaults, EveryNumberHasARange) {
  task_.rate_shift = 49;
  task_.error_bits = 1;
  task_.error_gain = 0;
  task_.backward_shift = 49;
  task_.surrogate_bits = 17;
  task_.surrogate_width = std::nan("");
  task_.trace_bits = 0;
  task_.trace_decay = 4097;
  task_.trace_gain = (1U << 24) + 1;
  for (const char* part :
       {"rate_shift is 49, expected 0 to 48", "error_bits is 1, expected 2 to 24",
        "error_gain is 0, expected 1 to 16777216", "backward_shift is 49, expected 0 to 48",
        "surrogate bits is 17, expected 0 to 16", "the surrogate's width must be above 0",
        "trace bits is 0, expected 1 to 24", "trace decay is 4097, expected 0 to 4096",
        "trace gain is 16777217, expected 1 to 16777216"}) {
    expect_fault(part);
  }
  task_.rule = LearningRule::stdp;
  task_.potentiation.assign(32, 0);
  task_.depression = {(1U << 24) + 1};
  for (const char* part :
       {"the stdp window is 32, expected 1 to 31", "potentiation has 32 timesteps, depression 1",
        "an stdp amplitude is 16777217", "stdp has no errors, so no targets"}) {
    expect_fault(part);
  }
}

TEST_F(ReferenceLearningFaults, ListsOfTheWrongSize) {
  task_.learns = {1, 1};
  task_.shared_kernel.clear();
  expect_fault("learns has 2 entries for 1 projections");
  expect_fault("shared_kernel has 0 entries for 1 projections");
}

TEST_F(ReferenceLearningFaults, TargetsThatDoNotFit) {
  task_.targeted = {out_, in_, 7};
  expect_fault("population 'in': is an input, it has no targets");
  expect_fault("population 'in': targeted populations must ascend, each once");
  expect_fault("there is no population 7");
  expect_fault("sample 0: has 1 target trains for 3 targeted populations");
  task_.targeted = {out_};
  sample_.targets = {train(2, 4, {})};
  expect_fault("sample 0: targets of 'out': are for 2 neurons, the population has 1");
  for (const std::vector<SpikeEvent>& events :
       {std::vector<SpikeEvent>{{0, 1, 1}}, {{0, 0, 0}}, {{1, 0, 1}, {0, 0, 1}}}) {
    sample_.targets = {train(1, 4, events)};
    expect_fault("sample 0: targets of 'out': event");
  }
}

}  // namespace
}  // namespace engram::workloads
