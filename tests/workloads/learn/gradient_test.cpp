#include <gtest/gtest.h>

#include "tests/workloads/learn/gradient_check.hpp"
#include "tests/workloads/learn/toy_task.hpp"
#include "workloads/network/generate.hpp"
#include "workloads/network/geometry.hpp"
#include "workloads/network/random.hpp"

/// Backward against central differences, for everything that a network may have.
namespace engram::workloads {
namespace {

using tests::gradient_difference;
using tests::random_raster;

constexpr std::uint32_t kTimesteps = 8, kSamples = 2, kOutputs = 3;

NeuronStep neuron(NeuronModel model, Reset reset = Reset::subtract) {
  NeuronStep step;
  step.model = model;
  step.has_current = model == NeuronModel::cuba_lif || model == NeuronModel::cuba_li;
  step.spiking =
      model != NeuronModel::li && model != NeuronModel::cuba_li && model != NeuronModel::integrator;
  step.current_decay = 0.6;
  step.current_gain = 0.8;
  step.membrane_decay = model == NeuronModel::if_ || model == NeuronModel::integrator ? 1.0
                        : model == NeuronModel::threshold                             ? 0.0
                                                                                      : 0.7;
  step.membrane_gain = 0.9;
  step.membrane_offset = 0.05;
  step.threshold = 0.8;
  step.reset = reset;
  step.reset_value = reset == Reset::value ? -0.3 : 0.0;
  step.bias = 0.02;
  return step;
}

struct Layer {
  Shape shape;
  NeuronStep step;
  bool output = false;
};

Network with_layers(const Shape& input, const std::vector<Layer>& layers) {
  Network network;
  NeuronStep step;
  step.model = NeuronModel::input;
  network.add({"in", input, step, std::nullopt, 1.0, false});
  for (const Layer& layer : layers) {
    network.add({"layer" + std::to_string(boost::num_vertices(network.graph)), layer.shape,
                 layer.step, std::nullopt, 1.0, layer.output});
  }
  return network;
}

void fill(std::vector<float>& weights, std::uint64_t seed) {
  RandomStream draws(seed, 1);
  for (float& weight : weights) weight = static_cast<float>(1.4 * draws.unit() - 0.5);
}

/// Adds a projection with drawn weights.
void connect(Network& network, PopulationId source, PopulationId target, Connection connection,
             std::uint32_t delay = 0, std::vector<AddressStage> stages = {}) {
  Projection projection;
  projection.name = "edge" + std::to_string(boost::num_edges(network.graph));
  projection.delay = delay;
  projection.stages = std::move(stages);
  projection.connection = std::move(connection);
  fill(weights(projection.connection), boost::num_edges(network.graph));
  network.connect(source, target, std::move(projection));
}

Dense dense(std::uint32_t inputs, std::uint32_t outputs) {
  return {inputs, outputs, std::vector<float>(std::size_t{inputs} * outputs)};
}

TrainingBatch batch_for(const Network& network) {
  TrainingBatch batch;
  for (const PopulationId id : network.inputs()) {
    const auto neurons = static_cast<std::uint32_t>(network.graph[id].shape.size());
    batch.inputs.push_back(random_raster(kTimesteps, kSamples, neurons, 0.4, 7));
  }
  batch.labels = {2, 0};
  for (const PopulationId id : network.outputs()) {
    const auto neurons = static_cast<std::uint32_t>(network.graph[id].shape.size());
    batch.targets.push_back(random_raster(kTimesteps, kSamples, neurons, 0.3, 8));
  }
  return batch;
}

void expect_exact(const Network& network, LossKind loss = LossKind::rate_cross_entropy,
                  SurrogateOptions surrogate = {SurrogateKind::sigmoid, 2, true}) {
  LossOptions options;
  options.kind = loss;
  for (const std::size_t part_bytes :
       {std::size_t{1} << 20, std::size_t{1}}) {  // all timesteps, or one
    const auto difference =
        gradient_difference(network, batch_for(network), options, surrogate, part_bytes);
    EXPECT_GT(difference.gradient, 1e-4);
    EXPECT_LT(difference.largest, 1e-8 + 1e-6 * difference.gradient);
  }
}

/// Input -> neurons of `step` -> spiking outputs.
Network through(const NeuronStep& step) {
  Network network = with_layers(
      {5, 1, 1}, {{{4, 1, 1}, step}, {{kOutputs, 1, 1}, neuron(NeuronModel::lif), true}});
  connect(network, 0, 1, dense(5, 4));
  connect(network, 1, 2, dense(4, kOutputs));
  return network;
}

TEST(Gradients, OfSpikingModelsAndResets) {
  for (const NeuronModel model :
       {NeuronModel::if_, NeuronModel::lif, NeuronModel::cuba_lif, NeuronModel::threshold}) {
    for (const Reset reset : {Reset::zero, Reset::subtract, Reset::value}) {
      SCOPED_TRACE(std::string(to_string(model)) + " reset " +
                   std::to_string(static_cast<int>(reset)));
      expect_exact(through(neuron(model, reset)));
    }
  }
}

TEST(Gradients, OfTheCurrentOfTheStepBefore) {
  NeuronStep step = neuron(NeuronModel::cuba_lif);
  step.previous_current = true;
  expect_exact(through(step));
}

TEST(Gradients, OfReadouts) {
  for (const NeuronModel model : {NeuronModel::li, NeuronModel::cuba_li, NeuronModel::integrator}) {
    for (const LossKind loss : {LossKind::rate_cross_entropy, LossKind::rate_mse,
                                LossKind::step_cross_entropy, LossKind::van_rossum}) {
      Network network = with_layers({5, 1, 1}, {{{4, 1, 1}, neuron(NeuronModel::lif)},
                                                {{kOutputs, 1, 1}, neuron(model), true}});
      connect(network, 0, 1, dense(5, 4));
      connect(network, 1, 2, dense(4, kOutputs));
      SCOPED_TRACE(std::string(to_string(model)) + " loss " +
                   std::to_string(static_cast<int>(loss)));
      expect_exact(network, loss);
    }
  }
}

TEST(Gradients, OfLossesOnSpikes) {
  for (const LossKind loss : {LossKind::rate_cross_entropy, LossKind::rate_mse,
                              LossKind::step_cross_entropy, LossKind::van_rossum}) {
    SCOPED_TRACE(static_cast<int>(loss));
    expect_exact(through(neuron(NeuronModel::lif)), loss);
  }
}

TEST(Gradients, OfEverySurrogate) {
  for (const SurrogateKind kind : {SurrogateKind::superspike, SurrogateKind::atan,
                                   SurrogateKind::triangle, SurrogateKind::sigmoid}) {
    SCOPED_TRACE(static_cast<int>(kind));
    expect_exact(through(neuron(NeuronModel::lif)), LossKind::rate_mse, {kind, 0.7, true});
  }
}

TEST(Gradients, ThroughClipsRefractoryTimesAndLowThresholds) {
  NeuronStep clipped = neuron(NeuronModel::lif);
  clipped.clip_low = -0.05;
  expect_exact(through(clipped));
  for (const Reset reset : {Reset::zero, Reset::subtract, Reset::value}) {
    NeuronStep resting = neuron(NeuronModel::lif, reset);
    resting.refractory = 2;
    expect_exact(through(resting));
    NeuronStep low = neuron(NeuronModel::lif, reset);
    low.low_threshold = -0.1;
    low.low_reset = reset == Reset::value ? -0.02 : 0.0;
    expect_exact(through(low));
  }
}

TEST(Gradients, OfParametersThatEveryNeuronHasItsOwn) {
  NeuronStep step = neuron(NeuronModel::cuba_lif);
  step.membrane_decay = PerNeuron({0.5, 0.7, 0.9, 0.2});
  step.current_decay = PerNeuron({0.1, 0.6, 0.3, 0.8});
  step.threshold = PerNeuron({0.5, 0.8, 1.1, 0.6});
  step.bias = PerNeuron({0.1, -0.1, 0.05, 0.2});
  expect_exact(through(step));
}

TEST(Gradients, OfConvolutions) {
  const Shape map{2, 5, 4};
  for (const std::uint32_t groups : {1U, 2U}) {
    for (const ConvWindow& window :
         {ConvWindow{3, 3, 1, 1, 1, 1, 1, 1}, ConvWindow{2, 3, 2, 1, 0, 2, 1, 1},
          ConvWindow{2, 2, 1, 2, 1, 0, 2, 2}}) {
      const ConvGeometry geometry = conv_geometry(map, 4, window, groups);
      const Shape out = output_shape(geometry);
      Network network = with_layers(map, {{map, neuron(NeuronModel::lif)},
                                          {out, neuron(NeuronModel::lif)},
                                          {{kOutputs, 1, 1}, neuron(NeuronModel::li), true}});
      const auto same = same_conv_geometry(map, 2, {3, 2}, groups);
      connect(network, 0, 1, Conv2d{same, std::vector<float>(kernel_size(same))});
      connect(network, 1, 2, Conv2d{geometry, std::vector<float>(kernel_size(geometry))});
      connect(network, 2, 3, dense(static_cast<std::uint32_t>(out.size()), kOutputs));
      expect_exact(network);
    }
  }
}

TEST(Gradients, ThroughPoolsAndLookups) {
  const Shape map{2, 4, 4};
  const AddressStage pool = pool_stage(map, {2, 3, 1, 2, 1, 0});
  AddressStage lookup{pool.out, {6, 1, 1}, {}, {}};
  for (std::uint32_t k = 0; k < pool.out.size(); ++k) {
    lookup.lookup.push_back(k % 7 == 6 ? nowhere : k % 7);
  }
  Network network = with_layers(
      map, {{map, neuron(NeuronModel::lif)}, {{kOutputs, 1, 1}, neuron(NeuronModel::lif), true}});
  const auto geometry = same_conv_geometry(map, 2, {3, 3}, 1);
  connect(network, 0, 1, Conv2d{geometry, std::vector<float>(kernel_size(geometry))});
  connect(network, 1, 2, dense(6, kOutputs), 1, {pool, lookup});
  connect(network, 0, 2, dense(static_cast<std::uint32_t>(pool.out.size()), kOutputs), 0, {pool});
  expect_exact(network);
}

TEST(Gradients, OfSparseConnections) {
  Network network = with_layers({4, 1, 1}, {{{4, 1, 1}, neuron(NeuronModel::lif)},
                                            {{kOutputs, 1, 1}, neuron(NeuronModel::lif), true}});
  connect(network, 0, 1, Sparse{4, 4, {0, 2, 2, 5, 6}, {0, 3, 1, 2, 3, 0}, std::vector<float>(6)});
  connect(network, 1, 2, Sparse{4, 3, {0, 2, 3, 5, 6}, {0, 1, 2, 0, 2, 1}, std::vector<float>(6)});
  expect_exact(network);
}

TEST(Gradients, OfDelaysSkipsAndParallelProjections) {
  Network network = with_layers({5, 1, 1}, {{{4, 1, 1}, neuron(NeuronModel::lif)},
                                            {{4, 1, 1}, neuron(NeuronModel::cuba_lif)},
                                            {{kOutputs, 1, 1}, neuron(NeuronModel::lif), true}});
  connect(network, 0, 1, dense(5, 4), 2);
  connect(network, 1, 2, dense(4, 4), 1);
  connect(network, 1, 2, dense(4, 4), 3);
  connect(network, 2, 3, dense(4, kOutputs));
  connect(network, 0, 3, dense(5, kOutputs), 1);
  connect(network, 0, 2, dense(5, 4), kTimesteps + 1);
  expect_exact(network);
}

TEST(Gradients, OfLoops) {
  Network network = with_layers({5, 1, 1}, {{{4, 1, 1}, neuron(NeuronModel::lif)},
                                            {{3, 1, 1}, neuron(NeuronModel::cuba_lif)},
                                            {{kOutputs, 1, 1}, neuron(NeuronModel::lif), true}});
  connect(network, 0, 1, dense(5, 4));
  connect(network, 1, 2, dense(4, 3));
  connect(network, 2, 1, dense(3, 4), 1);  // round two populations
  connect(network, 2, 2, dense(3, 3), 2);  // and one alone
  connect(network, 2, 3, dense(3, kOutputs));
  connect(network, 3, 3, dense(kOutputs, kOutputs), 1);
  expect_exact(network);
  expect_exact(network, LossKind::van_rossum);
}

TEST(Gradients, OfSeveralOutputs) {
  Network network = with_layers({5, 1, 1}, {{{4, 1, 1}, neuron(NeuronModel::lif), true},
                                            {{kOutputs, 1, 1}, neuron(NeuronModel::li), true}});
  connect(network, 0, 1, dense(5, 4));
  connect(network, 1, 2, dense(4, kOutputs));
  expect_exact(network, LossKind::van_rossum);
}

}  // namespace
}  // namespace engram::workloads
