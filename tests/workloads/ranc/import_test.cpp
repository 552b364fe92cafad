#include "workloads/ranc/import.hpp"

#include <gtest/gtest.h>

#include "ranc_writer.hpp"
#include "workloads/reference/reference.hpp"

/// Small grids by hand.
namespace engram::workloads {
namespace {

using ranc_writer::Folder;
using ranc_writer::Neuron;
using Indices = std::vector<std::uint32_t>;
using Integers = std::vector<std::int64_t>;

Neuron neuron(std::vector<std::uint32_t> axons, std::array<int, 4> weights) {
  Neuron n;
  n.axons = std::move(axons);
  n.weights = weights;
  return n;
}

/// Core 0: neuron 0 sends to axon 1 of core 1 with delay 2, neuron 1 to the output bus (core 2) as
/// axon 3, neuron 2 is unused. Core 1: one neuron, to the bus.
void chain(const Folder& folder) {
  Neuron first = neuron({0, 1, 3}, {5, -4, 0, 2});
  first.threshold = 3;
  first.low_threshold = -6;
  first.reset = 1;
  first.leak = -1;
  first.dx = 1;
  first.axon = 1;
  first.tick = 2;
  Neuron second = neuron({0}, {-256, 0, 0, 0});
  second.threshold = 255;
  second.dx = 2;
  second.axon = 3;
  folder.core(0, {first, second, Neuron{}}, {0, 1, 2, 3});
  Neuron last = neuron({1, 2}, {1, 2, 3, 4});
  last.dx = 1;
  folder.core(1, {last}, {3, 2, 1, 0});
  folder.core(2, {Neuron{}});
}

RancOptions options(std::uint32_t width, std::optional<std::uint32_t> output = std::nullopt) {
  RancOptions chosen;
  chosen.grid_width = width;
  chosen.output_core = output;
  return chosen;
}

const Projection& projection(const Network& network, const std::string& name) {
  for (const ProjectionId& id : network.projections()) {
    if (network.graph[id].name == name) return network.graph[id];
  }
  throw std::out_of_range(name);
}

TEST(RancImport, ACoreIsAPopulationAndItsNeuronsAreIntegers) {
  const Folder folder("neurons");
  chain(folder);
  const Network network = import_ranc(folder.path(), options(3, 2)).network;
  ASSERT_EQ(boost::num_vertices(network.graph), 3U) << "packets, core0, core1";
  const Population& core = network.graph[network.find("core0").value()];
  EXPECT_EQ(core.shape, (Shape{3, 1, 1}));
  EXPECT_EQ(core.step.reset, Reset::value);
  EXPECT_EQ(core.step.compare, Compare::greater_equal);
  const FixedStep& fixed = core.fixed.value();
  EXPECT_EQ(fixed.state_bits, 9U);
  EXPECT_EQ(fixed.fraction_bits, 0U);
  EXPECT_EQ(fixed.membrane_decay, Integers{4096});
  EXPECT_EQ(fixed.threshold, (Integers{3, 255, 1}));
  EXPECT_EQ(fixed.low_threshold, (Integers{-6, 0, 0}));
  EXPECT_EQ(fixed.reset_value, (Integers{1, 0, 0}));
  EXPECT_EQ(fixed.low_reset, (Integers{-1, 0, 0}));
  EXPECT_EQ(fixed.bias, (Integers{-1, 0, 0}));
  const Population& packets = network.graph[network.find("packets").value()];
  EXPECT_EQ(packets.shape, (Shape{1, 3, 4}));
  EXPECT_EQ(packets.step.model, NeuronModel::input);
}

TEST(RancImport, WeightsAreATableANeuronAndATypeAnAxon) {
  const Folder folder("table");
  chain(folder);
  const Network network = import_ranc(folder.path(), options(3, 2)).network;
  const Projection& p = projection(network, "packets_core0");
  EXPECT_EQ(p.delay, 1U);
  const auto& sparse = std::get<Sparse>(p.connection);
  EXPECT_EQ(sparse.row_begin, (std::vector<std::uint64_t>{0, 2, 3, 3, 4}));
  EXPECT_EQ(sparse.target, (Indices{0, 1, 0, 0}));
  EXPECT_EQ(p.quantization.levels, (std::vector<std::int32_t>{5, -256, -4, 2}));
  EXPECT_EQ(p.quantization.codes, (Indices{1, 1, 1, 1}));
  EXPECT_EQ(p.quantization.format, (WeightFormat{WeightKind::codebook, 1}));
  const Codebook& book = p.quantization.codebook.value();
  EXPECT_EQ(book.shape, (CodebookShape{9, 4, 1, 0, true}));
  EXPECT_EQ(book.levels, (std::vector<std::int32_t>{5, -4, 0, 2, -256, 0, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(book.axon_type, (Indices{0, 1, 2, 3}));
}

TEST(RancImport, SpikesGoToAxonsAndOutputsToTheBus) {
  const Folder folder("wires");
  chain(folder);
  const RancNetwork ranc = import_ranc(folder.path(), options(3, 2));
  const Network& network = ranc.network;
  const Projection& p = projection(network, "core0_core1_tick2");
  EXPECT_EQ(p.delay, 3U);
  ASSERT_EQ(p.stages.size(), 1U);
  EXPECT_EQ(p.stages[0].lookup, (Indices{1, nowhere, nowhere}));
  EXPECT_EQ(std::get<Sparse>(p.connection).row_begin, (std::vector<std::uint64_t>{0, 0, 1, 1, 1}))
      << "only the row of axon 1";
  EXPECT_EQ(p.quantization.levels, (std::vector<std::int32_t>{3}));
  const PopulationId core0 = *network.find("core0"), core1 = *network.find("core1");
  EXPECT_EQ(ranc.outputs, (std::vector<RancOutput>{{core0, 1, 3}, {core1, 0, 0}}));
  EXPECT_EQ(network.outputs(), (std::vector<PopulationId>{core0, core1}));
  // Packets do not enter at axon 1 of core 1: a neuron drives it.
  EXPECT_EQ(std::get<Sparse>(projection(network, "packets_core1").connection).row_begin,
            (std::vector<std::uint64_t>{0, 0, 0, 1, 1}));
  RancOptions all = options(3, 2);
  all.packets = RancPackets::all_axons;
  const RancNetwork open = import_ranc(folder.path(), all);
  EXPECT_EQ(std::get<Sparse>(projection(open.network, "packets_core1").connection).row_begin,
            (std::vector<std::uint64_t>{0, 0, 1, 2, 2}));
}

/// Axon 0 of core 0 at t 0: neuron 0 has -1 + 5 - 1 = 3 at t 1, spikes and rests at 1; that is 3 at
/// core 1 at t 4. Then 1 - 1 = 0, -1, -2, ... until below -6: -1 again.
TEST(RancImport, RunsAsWorkedOutByHand) {
  const Folder folder("run");
  chain(folder);
  const Network network = import_ranc(folder.path(), options(3, 2)).network;
  SpikeTrain train;
  train.neurons = 12;
  train.timesteps = 12;
  train.events = {{0, 0, 1}};
  const PopulationId core0 = *network.find("core0"), core1 = *network.find("core1");
  const ReferenceResult result = simulate_reference(network, {train}, 12, {core0});
  EXPECT_EQ(result.spikes, (std::vector<ReferenceSpike>{{core0, 0, 1, 1}, {core1, 0, 4, 1}}));
  std::vector<double> membrane;
  for (std::size_t t = 0; t < 12; ++t) membrane.push_back(result.traces[0][t * 3]);
  EXPECT_EQ(membrane, (std::vector<double>{-1, 1, 0, -1, -2, -3, -4, -5, -6, -1, -2, -3}));
  EXPECT_EQ(result.traces[0][3 + 1], 0.0) << "neuron 1: -256 is below 0, so it takes -0";
}

TEST(RancImport, LinearResetSubtractsTheThresholdThatWasPassed) {
  const Folder folder("linear");
  Neuron n = neuron({0, 1}, {7, -9, 0, 0});
  n.mode = 1;
  n.threshold = 3;
  n.low_threshold = -4;
  n.reset = 100;
  n.dx = 1;
  folder.core(0, {n});
  const Network network = import_ranc(folder.path(), options(2, 1)).network;
  const Population& core = network.graph[*network.find("core0")];
  EXPECT_EQ(core.step.reset, Reset::subtract);
  SpikeTrain train;
  train.neurons = 8;
  train.timesteps = 4;
  train.events = {{0, 0, 1}, {1, 1, 1}};
  const ReferenceResult result = simulate_reference(network, {train}, 4, {*network.find("core0")});
  // 7 >= 3: 4; 4 - 9 = -5 < -4: -1.  (4 of t 1 stays, at t 2 it is compared again: 4 >= 3.)
  EXPECT_EQ(result.traces[0], (std::vector<double>{0, 4, -1, -1}));
}

TEST(RancImport, WhatUnusedNeuronsSayOfTheirTargetMeansNothing) {
  const Folder folder("unused");
  Neuron n = neuron({0}, {1, 0, 0, 0});
  Neuron idle = neuron({0, 1}, {0, 0, 0, 0});
  idle.dx = -7;
  folder.core(0, {n, idle, idle});
  const RancNetwork ranc = import_ranc(folder.path(), options(1));
  EXPECT_EQ(boost::num_vertices(ranc.network.graph), 2U);
  EXPECT_EQ(ranc.network.graph[1].shape.size(), 3U) << "the core sweeps them all the same";
}

TEST(RancImport, TheBusNeedsNoFiles) {
  const Folder folder("bus");
  Neuron n = neuron({0}, {1, 0, 0, 0});
  n.dx = 1;
  folder.core(0, {n});
  const RancNetwork ranc = import_ranc(folder.path(), options(2, 1));
  EXPECT_EQ(ranc.outputs.size(), 1U);
}

}  // namespace
}  // namespace engram::workloads
