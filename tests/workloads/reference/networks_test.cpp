#include <gtest/gtest.h>

#include "small_net.hpp"
#include "workloads/network/geometry.hpp"

/// What happens between populations: delays, loops, order of work, synaptic operations.
namespace engram::workloads {
namespace {

using small_net::dense;
using small_net::input;
using small_net::neurons;
using small_net::train;
using Operations = std::vector<std::uint64_t>;
using Spikes = std::vector<ReferenceSpike>;

/// Spikes whenever anything above 0.5 comes in.
NeuronStep relay() {
  NeuronStep step;
  step.threshold = 0.5;
  return step;
}

TEST(ReferenceNetwork, ZeroDelayPassesInTheSameTimestepWhateverTheOrderOfCreation) {
  Network network;
  const PopulationId last = network.add(neurons("last", {1, 1, 1}, relay()));
  const PopulationId middle = network.add(neurons("middle", {1, 1, 1}, relay()));
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  network.connect(middle, last, dense("b", 1, 1, {1}));
  network.connect(in, middle, dense("a", 1, 1, {1}));
  const auto result = simulate_reference(network, {train(1, 3, {{1, 0, 1}})}, 3);
  EXPECT_EQ(result.spikes, (Spikes{{last, 0, 1, 1}, {middle, 0, 1, 1}}));
  EXPECT_EQ(result.spike_counts, (Operations{1, 1, 1}));
}

TEST(ReferenceNetwork, DelayMovesASpikeAndWhatIsUnderWayAtTheEndDoesNotCount) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId out = network.add(neurons("out", {1, 1, 1}, relay()));
  Projection late = dense("late", 1, 1, {1});
  late.delay = 2;
  network.connect(in, out, late);
  const auto result = simulate_reference(network, {train(1, 4, {{0, 0, 1}, {2, 0, 1}})}, 4);
  EXPECT_EQ(result.spikes, (Spikes{{out, 0, 2, 1}}));
  EXPECT_EQ(result.synaptic_operations, (Operations{1}));
}

/// in -> a <-> b: one spike runs round for ever, each lap two steps.
TEST(ReferenceNetwork, LoopsRunAsLongAsTheirDelays) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId a = network.add(neurons("a", {1, 1, 1}, relay()));
  const PopulationId b = network.add(neurons("b", {1, 1, 1}, relay()));
  Projection back = dense("back", 1, 1, {1});
  back.delay = 2;
  network.connect(in, a, dense("in->a", 1, 1, {1}));
  network.connect(a, b, dense("a->b", 1, 1, {1}));
  network.connect(b, a, back);
  const auto result = simulate_reference(network, {train(1, 5, {{0, 0, 1}})}, 5);
  EXPECT_EQ(
      result.spikes,
      (Spikes{{a, 0, 0, 1}, {a, 0, 2, 1}, {a, 0, 4, 1}, {b, 0, 0, 1}, {b, 0, 2, 1}, {b, 0, 4, 1}}));
  EXPECT_EQ(result.synaptic_operations, (Operations{1, 3, 2}));
}

/// A zero weight is no synapse; a count is as many unit events.
TEST(ReferenceNetwork, OperationsCountUnitEventsOverNonZeroSynapses) {
  Network network;
  const PopulationId in = network.add(input("in", {2, 1, 1}));
  const PopulationId out = network.add(neurons("out", {3, 1, 1}, relay()));
  network.connect(in, out, dense("edge", 2, 3, {1, 0, 1, 0, 0, 1}));
  Projection listed;
  listed.name = "listed";
  listed.connection = Sparse{2, 3, {0, 2, 3}, {0, 2, 1}, {1, 0, 1}};
  network.connect(in, out, listed);
  const auto result = simulate_reference(network, {train(2, 1, {{0, 0, 3}, {0, 1, 2}})}, 1);
  EXPECT_EQ(result.synaptic_operations, (Operations{3 * 2 + 2 * 1, 3 * 1 + 2 * 1}));
}

TEST(ReferenceNetwork, LevelsAddUpWithTheirShift) {
  Network network;
  Population readout = neurons("out", {2, 1, 1}, NeuronStep{});
  readout.step.spiking = false;
  readout.unit = PerNeuron(std::vector<double>{0.5, 0.25});
  const PopulationId in = network.add(input("in", {2, 1, 1}));
  const PopulationId out = network.add(readout);
  network.connect(in, out, small_net::levels("fine", 2, 2, {3, -1, 0, 2}));
  network.connect(in, out, small_net::levels("coarse", 2, 2, {1, 0, 0, -5}, 3));
  const auto result = simulate_reference(network, {train(2, 1, {{0, 0, 2}, {0, 1, 1}})}, 1, {out});
  // neuron 0: 2 * 3 - 1 + 2 * 8 = 21; neuron 1: 2 - 40 = -38; in units
  EXPECT_EQ(result.traces[0], (std::vector<double>{10.5, -9.5}));
  EXPECT_EQ(result.synaptic_operations, (Operations{2 + 1 + 1, 2 + 1}));
}

/// 1e16 + 1 - 1e16 is 0 in doubles, 1 in any other order; counts of one input are merged before.
TEST(ReferenceNetwork, SumsAscendByProjectionAndInput) {
  Network network;
  Population readout = neurons("out", {1, 1, 1}, NeuronStep{});
  readout.step.spiking = false;
  const PopulationId in = network.add(input("in", {3, 1, 1}));
  const PopulationId out = network.add(readout);
  const SpikeTrain all = train(3, 1, {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}});
  network.connect(in, out, dense("first", 3, 1, {1e16F, 1, -1e16F}));
  EXPECT_EQ(simulate_reference(network, {all}, 1, {out}).traces[0][0], 0);
  network.connect(in, out, dense("second", 3, 1, {1, 0, 0}));
  EXPECT_EQ(simulate_reference(network, {all}, 1, {out}).traces[0][0], 1);
}

/// 3x3 map, windows of 2 with stride 1 and no padding: the centre is in all four windows.
TEST(ReferenceNetwork, PoolingAddsCountsAndCostsNothing) {
  Network network;
  const Shape map{1, 3, 3};
  Projection pooled;
  pooled.name = "pooled";
  pooled.stages = {pool_stage(map, Pool{2, 2, 1, 1, 0, 0})};
  pooled.connection = Dense{4, 1, {1, 10, 100, 1000}};
  Population readout = neurons("out", {1, 1, 1}, NeuronStep{});
  readout.step.spiking = false;
  const PopulationId in = network.add(input("in", map));
  const PopulationId out = network.add(readout);
  network.connect(in, out, pooled);
  const auto centre = simulate_reference(network, {train(9, 1, {{0, 4, 1}})}, 1, {out});
  EXPECT_EQ(centre.traces[0][0], 1111);
  EXPECT_EQ(centre.synaptic_operations, (Operations{4}));
  const auto corner = simulate_reference(network, {train(9, 1, {{0, 0, 2}, {0, 1, 3}})}, 1, {out});
  EXPECT_EQ(corner.traces[0][0], 2 + 3 * 11);
  EXPECT_EQ(corner.synaptic_operations, (Operations{2 + 3 * 2}));
}

/// 1x4 map, kernel (2, 3, 5), stride 1, pad 1, dilation 1: out[x] = 2 in[x-1] + 3 in[x] + 5
/// in[x+1].
TEST(ReferenceNetwork, ConvolutionIsACrossCorrelationAndBordersDoNotExist) {
  Network network;
  const Shape map{1, 1, 4};
  ConvWindow window;
  window.kernel_x = 3;
  window.pad_x = 1;
  Projection conv;
  conv.name = "conv";
  conv.connection = Conv2d{conv_geometry(map, 1, window, 1), {2, 3, 5}};
  Population readout = neurons("out", map, NeuronStep{});
  readout.step.spiking = false;
  const PopulationId in = network.add(input("in", map));
  const PopulationId out = network.add(readout);
  network.connect(in, out, conv);
  const auto result = simulate_reference(network, {train(4, 2, {{0, 0, 1}, {1, 2, 1}})}, 2, {out});
  EXPECT_EQ(result.traces[0], (std::vector<double>{3, 2, 0, 0, 3, 7, 3, 2}));
  EXPECT_EQ(result.synaptic_operations, (Operations{2 + 3}));
}

/// Two groups of one channel each; stride and dilation of 2 on a row of 5.
TEST(ReferenceNetwork, ConvolutionWithGroupsStrideAndDilation) {
  Network network;
  const Shape map{2, 1, 5};
  ConvWindow window;
  window.kernel_x = 2;
  window.stride_x = 2;
  window.dilation_x = 2;
  Projection conv;
  conv.name = "conv";
  conv.connection = Conv2d{conv_geometry(map, 2, window, 2), {1, 10, 100, 1000}};
  Population readout = neurons("out", {2, 1, 2}, NeuronStep{});
  readout.step.spiking = false;
  const PopulationId in = network.add(input("in", map));
  const PopulationId out = network.add(readout);
  network.connect(in, out, conv);
  // Place 2 of channel 0: tap 1 of output 0, tap 0 of output 1. Place 4 of channel 1: tap 1 of
  // output 1. Place 1 is read by nobody.
  const auto result =
      simulate_reference(network, {train(10, 1, {{0, 1, 1}, {0, 2, 1}, {0, 9, 2}})}, 1, {out});
  EXPECT_EQ(result.traces[0], (std::vector<double>{10, 1, 0, 2000}));
  EXPECT_EQ(result.synaptic_operations, (Operations{2 + 2}));
}

}  // namespace
}  // namespace engram::workloads
