#include <gtest/gtest.h>

#include "small_net.hpp"

/// What simulate_reference refuses.
namespace engram::workloads {
namespace {

class ReferenceFaults : public testing::Test {
 protected:
  ReferenceFaults() {
    in_ = network_.add(small_net::input("in", {2, 1, 1}));
    out_ = network_.add(small_net::neurons("out", {1, 1, 1}, NeuronStep{}));
    network_.connect(in_, out_, small_net::dense("edge", 2, 1, {1, 1}));
  }
  void run(std::vector<SpikeEvent> events, std::uint32_t neurons = 2) {
    simulate_reference(network_, {small_net::train(neurons, 4, std::move(events))}, 4);
  }

  Network network_;
  PopulationId in_ = 0, out_ = 0;
};

TEST_F(ReferenceFaults, TrainsThatDoNotFit) {
  EXPECT_NO_THROW(run({{0, 0, 1}, {0, 1, 1}}));
  EXPECT_THROW(simulate_reference(network_, {}, 4), std::invalid_argument);
  EXPECT_THROW(run({}, 3), std::invalid_argument);
  EXPECT_THROW(run({{0, 2, 1}}), std::invalid_argument);
  EXPECT_THROW(run({{0, 0, 0}}), std::invalid_argument);
  EXPECT_THROW(run({{1, 0, 1}, {0, 0, 1}}), std::invalid_argument);
  EXPECT_THROW(run({{0, 0, 1}, {0, 0, 1}}), std::invalid_argument);
}

TEST_F(ReferenceFaults, EventsAfterTheRunAreNotUsed) {
  const auto result =
      simulate_reference(network_, {small_net::train(2, 9, {{3, 0, 1}, {4, 0, 5}})}, 4);
  EXPECT_EQ(result.spike_counts[in_], 1U);
}

TEST_F(ReferenceFaults, MembranesThatDoNotExist) {
  const SpikeTrain silence = small_net::train(2, 4, {});
  EXPECT_THROW(simulate_reference(network_, {silence}, 4, {in_}), std::invalid_argument);
  EXPECT_THROW(simulate_reference(network_, {silence}, 4, {2}), std::invalid_argument);
}

TEST_F(ReferenceFaults, MixedArithmetic) {
  network_.graph[out_].fixed = small_net::plain_fixed(1);
  EXPECT_THROW(run({}), NetworkFault);  // fixed point on float32 weights
  network_.graph[out_].fixed.reset();
  network_.connect(in_, out_, small_net::levels("second", 2, 1, {1, 1}));
  EXPECT_THROW(run({}), NetworkFault);
}

TEST_F(ReferenceFaults, MultiSpikeWithoutAThreshold) {
  network_.graph[out_].step.multi_spike = true;
  network_.graph[out_].step.reset = Reset::subtract;
  network_.graph[out_].step.threshold = 0.0;
  EXPECT_THROW(run({}), NetworkFault);
}

TEST_F(ReferenceFaults, LoopWithoutDelay) {
  network_.connect(out_, out_, small_net::dense("self", 1, 1, {1}));
  EXPECT_THROW(run({}), NetworkFault);
}

}  // namespace
}  // namespace engram::workloads
