#include "sim/neurobench/workload_metrics.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/differential/random_network.hpp"
#include "tests/sim/neurobench/independent_metrics.hpp"
#include "workloads/reference/reference.hpp"

namespace engram::sim {
namespace {

using workloads::NeuronModel;
using workloads::SpikeTrain;

/// Linear(inputs, outputs), all weights 1, onto neurons of a model.
workloads::Network one_layer(std::uint32_t inputs, std::uint32_t outputs, NeuronModel model) {
  workloads::Network network;
  workloads::Population in, out;
  in.name = "in";
  in.shape = {inputs, 1, 1};
  in.step.model = NeuronModel::input;
  out.name = "out";
  out.shape = {outputs, 1, 1};
  out.step.model = model;
  network.add(in);
  network.add(out);
  workloads::Projection projection;
  projection.name = "l";
  projection.connection =
      workloads::Dense{inputs, outputs, std::vector<float>(std::size_t{inputs} * outputs, 1.0F)};
  network.connect(0, 1, projection);
  return network;
}

SpikeTrain every_neuron(std::uint32_t neurons, std::uint32_t timesteps, std::uint32_t count) {
  SpikeTrain train{"", neurons, timesteps, {}};
  for (std::uint32_t t = 0; t < timesteps && count > 0; ++t) {
    for (std::uint32_t n = 0; n < neurons; ++n) train.events.push_back({t, n, count});
  }
  return train;
}

/// The harness's Linear(20, 5) with snnTorch's Leaky, 5 samples of 10 timesteps.
TEST(NeurobenchWorkload, SpikingNetworkOfTheHarness) {
  const workloads::Network network = one_layer(20, 5, NeuronModel::lif);
  WorkloadMetrics busy(network, 10), idle(network, 10);
  for (int sample = 0; sample < 5; ++sample) {
    busy.add(std::vector{every_neuron(20, 10, 1)}, {}, std::vector<Count>{0, 50});
    idle.add(std::vector{every_neuron(20, 10, 0)}, {}, std::vector<Count>{0, 5});
  }
  EXPECT_EQ(busy.synaptic_operations().accumulates, 1000);
  EXPECT_EQ(busy.synaptic_operations().macs, 0);
  EXPECT_EQ(busy.synaptic_operations().dense, 1000);
  EXPECT_EQ(busy.membrane_updates(), 50);
  EXPECT_EQ(busy.neuron_operations()->effective, 200);
  EXPECT_EQ(busy.neuron_operations()->dense, 200);
  EXPECT_EQ(idle.synaptic_operations().accumulates, 0);
  EXPECT_EQ(idle.membrane_updates(), 5);
  EXPECT_EQ(idle.neuron_operations()->effective, 20);
  EXPECT_EQ(idle.neuron_operations()->dense, 200);
}

TEST(NeurobenchWorkload, CountsAreRealValuesTimestepByTimestep) {
  const workloads::Network network = one_layer(4, 3, NeuronModel::if_);
  WorkloadMetrics metrics(network, 2);
  const SpikeTrain train{"", 4, 2, {{0, 0, 1}, {0, 2, 1}, {1, 1, 1}, {1, 3, 2}}};
  metrics.add(std::vector{train}, {}, std::vector<Count>{0, 0});
  EXPECT_EQ(metrics.synaptic_operations().accumulates, 2 * 3);
  EXPECT_EQ(metrics.synaptic_operations().macs, 2 * 3);
  metrics.add(std::vector{every_neuron(4, 2, 0)}, {}, std::vector<Count>{0, 0});
  EXPECT_EQ(metrics.synaptic_operations().macs, 3) << "a mean over samples";
}

TEST(NeurobenchWorkload, PoolsAddUpAndDelaysDelay) {
  workloads::Network network = one_layer(4, 3, NeuronModel::if_);
  workloads::Network pooled;
  workloads::Population in = network.graph[0], out = network.graph[1];
  in.shape = {1, 2, 2};
  pooled.add(in);
  pooled.add(out);
  workloads::Projection projection;
  projection.name = "l";
  projection.delay = 1;
  projection.stages = {{{1, 2, 2}, {1, 1, 1}, {2, 2, 2, 2, 0, 0}}};
  projection.connection = workloads::Dense{1, 3, {1, 0, 1}};
  pooled.connect(0, 1, projection);
  WorkloadMetrics metrics(pooled, 3);
  // t0: one spike, t1: two into one window, t2: arrives too late.
  const SpikeTrain train{"", 4, 3, {{0, 1, 1}, {1, 0, 1}, {1, 3, 1}, {2, 2, 1}}};
  metrics.add(std::vector{train}, {}, std::vector<Count>{0, 0});
  EXPECT_EQ(metrics.synaptic_operations().accumulates, 2);
  EXPECT_EQ(metrics.synaptic_operations().macs, 2);
  EXPECT_EQ(metrics.synaptic_operations().dense, 3 * 3);
}

TEST(NeurobenchWorkload, ActivationSparsityCountsOutputsThatAreNotZero) {
  const workloads::Network network = one_layer(4, 5, NeuronModel::if_);
  WorkloadMetrics metrics(network, 2);
  EXPECT_EQ(metrics.activation_sparsity(), 0) << "no sample yet";
  const std::vector<hw::OutputSpike> spikes{
      {1, 0, 0, 1}, {1, 0, 1, 3}, {1, 2, 1, 1}, {1, 3, 0, 1}, {1, 4, 0, 1}};
  metrics.add(std::vector{every_neuron(4, 2, 1)}, spikes, std::vector<Count>{0, 0});
  EXPECT_EQ(metrics.activation_sparsity(), 0.5);
  metrics.add(std::vector{every_neuron(4, 2, 1)}, {}, std::vector<Count>{0, 0});
  EXPECT_EQ(metrics.activation_sparsity(), 0.75);
  EXPECT_EQ(metrics.activation_sparsity_by_layer(),
            (std::vector<std::pair<std::string, double>>{{"out", 0.75}}));
}

TEST(NeurobenchWorkload, OperationsOfAnUpdate) {
  const auto each = [](NeuronModel model, workloads::Reset reset, bool spiking = true) {
    workloads::Network network = one_layer(1, 1, model);
    network.graph[1].step.reset = reset;
    network.graph[1].step.spiking = spiking;
    WorkloadMetrics metrics(network, 1);
    metrics.add(std::vector{every_neuron(1, 1, 0)}, {}, std::vector<Count>{0, 1});
    const auto operations = metrics.neuron_operations();
    return operations ? operations->effective : -1;
  };
  EXPECT_EQ(each(NeuronModel::if_, workloads::Reset::subtract), 4);
  EXPECT_EQ(each(NeuronModel::lif, workloads::Reset::zero), 4);
  EXPECT_EQ(each(NeuronModel::cuba_lif, workloads::Reset::subtract), 6);
  EXPECT_EQ(each(NeuronModel::cuba_lif, workloads::Reset::zero), 8);
  EXPECT_EQ(each(NeuronModel::threshold, workloads::Reset::zero), -1);
  EXPECT_EQ(each(NeuronModel::li, workloads::Reset::zero, false), 0) << "a readout is no neuron";
}

/// Whatever the network has: equal to the definitions, applied to the plain simulator's spikes.
TEST(NeurobenchWorkload, RandomNetworksAsTheDefinitionsSay) {
  const bool equal = rc::check([] {
    const differential::RandomCase random = differential::random_case(
        [](std::uint32_t below) {
          return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, below));
        },
        differential::Arithmetic::quantized);
    const auto traced = with_neurons(random.network);
    WorkloadMetrics metrics(random.network, random.timesteps);
    IndependentMetrics sum;
    for (const auto& trains : random.samples) {
      workloads::ReferenceResult result;
      try {
        result = simulate_reference(random.network, trains, random.timesteps, traced);
      } catch (const std::overflow_error&) {
        RC_DISCARD("a loop runs away");
      }
      std::vector<hw::OutputSpike> spikes;
      for (const auto& spike : result.spikes) {
        spikes.push_back({static_cast<std::uint32_t>(spike.population), spike.neuron,
                          spike.timestep, spike.count});
      }
      metrics.add(trains, spikes, std::vector<Count>(boost::num_vertices(random.network.graph)));
      const IndependentMetrics one =
          independent_metrics(random.network, trains, result, traced, random.timesteps);
      sum.macs += one.macs;
      sum.accumulates += one.accumulates;
      sum.dense += one.dense;
      sum.active += one.active;
      sum.places += one.places;
    }
    const auto samples = static_cast<double>(random.samples.size());
    const SynapticOperations made = metrics.synaptic_operations();
    RC_ASSERT(made.macs == static_cast<double>(sum.macs) / samples);
    RC_ASSERT(made.accumulates == static_cast<double>(sum.accumulates) / samples);
    RC_ASSERT(made.dense == static_cast<double>(sum.dense) / samples);
    RC_ASSERT(made.macs + made.accumulates <= made.dense);
    if (sum.places == 0) return;
    RC_ASSERT(metrics.activation_sparsity() ==
              static_cast<double>(sum.places - sum.active) / static_cast<double>(sum.places));
  });
  EXPECT_TRUE(equal);
}

}  // namespace
}  // namespace engram::sim
