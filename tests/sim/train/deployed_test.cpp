#include "sim/train/deployed.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/train/training_text.hpp"
#include "tests/sim/config/files.hpp"
#include "workloads/network/generate.hpp"
#include "workloads/tasks/raster_trains.hpp"
#include "workloads/tasks/task.hpp"

namespace engram::sim {
namespace {

using workloads::Raster;

Raster raster(std::uint32_t timesteps, std::uint32_t neurons, std::vector<float> counts) {
  return {timesteps, 1, neurons, std::move(counts)};
}

TEST(VanRossumDistance, IsThatOfFilteredSpikes) {
  workloads::LossOptions loss;
  loss.filter_decay = 0.5;
  loss.filter_tau = 2;
  // One spike too many at t = 0: 1, 1/2, 1/4 after the filter.
  EXPECT_DOUBLE_EQ(van_rossum_distance({raster(3, 1, {1, 0, 0})}, {raster(3, 1, {0, 0, 0})}, loss),
                   std::sqrt((1 + 0.25 + 0.0625) / 2));
  // A step late: +1, then -1 + 1/2, then halved.
  EXPECT_DOUBLE_EQ(van_rossum_distance({raster(3, 1, {1, 0, 0})}, {raster(3, 1, {0, 1, 0})}, loss),
                   std::sqrt((1 + 0.25 + 0.0625) / 2));
  EXPECT_EQ(van_rossum_distance({raster(2, 2, {1, 0, 2, 1})}, {raster(2, 2, {1, 0, 2, 1})}, loss),
            0);
}

TEST(StandardError, IsThatOfAShare) {
  EXPECT_DOUBLE_EQ(accuracy_of(3, 4), 0.75);
  EXPECT_DOUBLE_EQ(standard_error_of(3, 4), std::sqrt(0.75 * 0.25 / 4));
  EXPECT_EQ(standard_error_of(4, 4), 0);
}

/// Two inputs, each with a weight of its own onto the output of its class.
workloads::Network diagonal(bool readout) {
  workloads::NetworkDescription made;
  workloads::NeuronStep input, output;
  input.model = workloads::NeuronModel::input;
  output.model = readout ? workloads::NeuronModel::li : workloads::NeuronModel::if_;
  output.spiking = !readout;
  output.threshold = 0.5;
  output.membrane_decay = readout ? 0.5 : 1.0;
  made.populations = {{"in", {2, 1, 1}, input, false}, {"out", {2, 1, 1}, output, true}};
  workloads::ProjectionDescription p;
  p.name = "p";
  p.source = "in";
  p.target = "out";
  p.weights.kind = workloads::WeightDescription::Kind::values;
  p.weights.values = {1, 0, 0, 1};
  made.projections = {p};
  return workloads::generate(made, 1);
}

std::unique_ptr<workloads::TrainingTask> task() {
  workloads::EventTaskData data;
  data.shape = {2, 1, 1};
  data.classes = 2;
  data.timesteps = 4;
  const auto add = [&](std::vector<workloads::SpikeEvent> events, std::uint32_t label) {
    workloads::SpikeTrain train;
    train.neurons = 2;
    train.timesteps = 4;
    train.events = std::move(events);
    data.test.push_back(train);
    data.test_labels.push_back(label);
  };
  add({{0, 0, 1}, {1, 0, 1}}, 0);
  add({{0, 1, 1}}, 1);
  add({{0, 1, 1}}, 0);  // wrong
  add({}, 0);           // silent: wrong, though neuron 0 is the first
  return workloads::make_events(data);
}

TEST(Deployed, CountsWhatTheWrittenNetworkDoes) {
  const Files files;
  const workloads::Network network = diagonal(false);
  write_network(network, 1000, files.folder() / "n.nir");
  const Deployed deployed = measure_deployed(network, files.folder() / "n.nir", *task(), {});
  EXPECT_EQ(deployed.samples, 4U);
  EXPECT_EQ(deployed.correct, 2U);
  EXPECT_EQ(deployed.spikes, (std::vector<std::uint64_t>{4, 4}));
  EXPECT_EQ(deployed.operations, std::vector<std::uint64_t>{4});
  EXPECT_FALSE(deployed.distance);
}

TEST(Deployed, ReadoutsAnswerByTheirMembrane) {
  const Files files;
  const workloads::Network network = diagonal(true);
  write_network(network, 1000, files.folder() / "n.nir");
  EXPECT_EQ(measure_deployed(network, files.folder() / "n.nir", *task(), {}).correct, 3U);
}

TEST(Deployed, AnotherNetworkInTheFileIsFound) {
  const Files files;
  workloads::Network network = diagonal(false);
  write_network(network, 1000, files.folder() / "n.nir");
  workloads::weights(network.graph[network.projections()[0]].connection) = {0.1F, 0, 0, 1};
  EXPECT_THROW(measure_deployed(network, files.folder() / "n.nir", *task(), {}), SpikesDiffer);
}

}  // namespace
}  // namespace engram::sim
