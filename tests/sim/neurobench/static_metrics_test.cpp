#include "sim/neurobench/static_metrics.hpp"

#include <gtest/gtest.h>

namespace engram::sim {
namespace {

using workloads::NeuronModel;
using workloads::PerNeuron;
using workloads::Population;

Population neurons(const std::string& name, std::uint32_t count) {
  Population population;
  population.name = name;
  population.shape = {count, 1, 1};
  population.step.model = NeuronModel::lif;
  return population;
}

/// A chain of fully connected layers with weights of `weight`, and a bias a neuron.
workloads::Network perceptron(const std::vector<std::uint32_t>& sizes, float weight, bool biased) {
  workloads::Network network;
  for (std::size_t at = 0; at < sizes.size(); ++at) {
    Population population = neurons("p" + std::to_string(at), sizes[at]);
    if (at == 0) {
      population.step.model = NeuronModel::input;
    } else if (biased) {
      std::vector<double> bias(sizes[at], 0.0);
      bias[0] = 0.25;
      population.step.bias = PerNeuron(bias);
    }
    network.add(population);
    if (at == 0) continue;
    workloads::Projection projection;
    projection.name = "l" + std::to_string(at);
    projection.connection =
        workloads::Dense{sizes[at - 1], sizes[at],
                         std::vector<float>(std::size_t{sizes[at - 1]} * sizes[at], weight)};
    network.connect(at - 1, at, projection);
  }
  return network;
}

/// The model of the harness's own tests: 145,955 parameters, 583,900 bytes, of which four snnTorch
/// Leaky layers hold five float32 scalars each; here buffers are membranes.
TEST(NeurobenchStatic, PerceptronOfTheHarness) {
  const StaticMetrics metrics = static_metrics(perceptron({20, 256, 256, 256, 35}, 0.5F, true));
  EXPECT_EQ(metrics.parameters, 145955U);
  EXPECT_EQ(metrics.parameter_bits / 8 + 4 * 5 * 4, 583900U);
  EXPECT_EQ(metrics.buffer_bits, (3U * 256 + 35) * 32);
  EXPECT_EQ(metrics.footprint_bytes(), 145955U * 4 + (3 * 256 + 35) * 4);
}

/// Primate reaching, SNN of the leaderboard: 19,648 bytes, of which 48 are scalars of its neurons.
TEST(NeurobenchStatic, PublishedNetworkWithoutBias) {
  const StaticMetrics metrics = static_metrics(perceptron({96, 50, 2}, 0.5F, false));
  EXPECT_EQ(metrics.parameters, 4900U);
  EXPECT_EQ(metrics.parameter_bits / 8 + 48, 19648U);
}

TEST(NeurobenchStatic, ConnectionSparsity) {
  EXPECT_EQ(static_metrics(perceptron({20, 256, 35}, 0.0F, true)).connection_sparsity(), 1.0);
  EXPECT_EQ(static_metrics(perceptron({20, 256, 35}, 1.0F, true)).connection_sparsity(), 0.0);
  workloads::Network half = perceptron({20, 256}, 1.0F, true);
  std::vector<float>& weights = workloads::weights(half.graph[half.projections()[0]].connection);
  std::fill(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(weights.size() / 2), 0);
  EXPECT_EQ(static_metrics(half).connection_sparsity(), 0.5);
}

TEST(NeurobenchStatic, SparsityHasFourDecimals) {
  const auto sparsity = [](Count zeros, Count weights) {
    StaticMetrics metrics;
    metrics.weights = weights;
    metrics.zero_weights = zeros;
    return metrics.connection_sparsity();
  };
  EXPECT_EQ(sparsity(1, 3), 0.3333);
  EXPECT_EQ(sparsity(2, 3), 0.6667);
  EXPECT_EQ(sparsity(1, 32), 0.0312) << "0.03125 is a tie, and goes to the even digit";
  EXPECT_EQ(sparsity(3, 32), 0.0938) << "0.09375 likewise";
  EXPECT_EQ(sparsity(99996, 100000), 1.0);
  EXPECT_EQ(sparsity(0, 0), 0.0);
}

TEST(NeurobenchStatic, BiasesAreThoseOfTheLayerBefore) {
  Population map = neurons("map", 2);
  map.shape = {2, 2, 2};
  EXPECT_EQ(bias_parameters(map), 0U);
  map.step.bias = PerNeuron(std::vector<double>(8, 0.0));
  EXPECT_EQ(bias_parameters(map), 0U);
  map.step.bias = PerNeuron(std::vector<double>{1, 1, 1, 1, 0, 0, 0, 0});
  EXPECT_EQ(bias_parameters(map), 2U) << "one a channel";
  map.step.bias = PerNeuron(std::vector<double>{1, 1, 1, 1, 0, 0, 0, 3});
  EXPECT_EQ(bias_parameters(map), 8U);
  map.step.bias = 0.5;
  EXPECT_EQ(bias_parameters(map), 2U);
}

TEST(NeurobenchStatic, BuffersAreStatesAndParametersThatDiffer) {
  workloads::Network network = perceptron({3, 4}, 1.0F, false);
  Population& population = network.graph[1];
  population.step.model = NeuronModel::cuba_lif;
  population.step.has_current = true;
  population.step.refractory = 5;  // 3 bits
  population.step.threshold = PerNeuron(std::vector<double>{1, 2, 3, 4});
  EXPECT_EQ(static_metrics(network).buffer_bits, 4U * (32 + 32 + 3 + 32));
  EXPECT_EQ(static_metrics(network).footprint_bytes(), (12U * 32 + 4 * 99 + 7) / 8);
}

}  // namespace
}  // namespace engram::sim
