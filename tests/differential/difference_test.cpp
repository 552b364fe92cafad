#include "tests/differential/difference.hpp"

#include <gtest/gtest.h>

#include <cmath>

/// The comparison sees one wrong spike, count, operation or last bit of a membrane.
namespace engram::differential {
namespace {

using workloads::Network;
using workloads::Population;
using workloads::ReferenceResult;
using workloads::SpikeTrain;

/// in (2) -> neuron (1, spikes) -> readout (1).
Network small_network() {
  Network network;
  Population input, neuron, readout;
  input.name = "in";
  input.shape = {2, 1, 1};
  input.step.model = workloads::NeuronModel::input;
  neuron.name = "neuron";
  neuron.shape = {1, 1, 1};
  neuron.step.threshold = 0.5;
  readout.name = "readout";
  readout.shape = {1, 1, 1};
  readout.step.model = workloads::NeuronModel::li;
  readout.step.spiking = false;
  readout.step.membrane_decay = 0.7;
  const auto a = network.add(input), b = network.add(neuron), c = network.add(readout);
  workloads::Projection first, second;
  first.name = "first";
  first.connection = workloads::Dense{2, 1, {0.6F, 0.3F}};
  second.name = "second";
  second.connection = workloads::Dense{1, 1, {0.9F}};
  network.connect(a, b, first);
  network.connect(b, c, second);
  return network;
}

class Difference : public testing::Test {
 protected:
  Difference() {
    train_.neurons = 2;
    train_.timesteps = 3;
    train_.events = {{0, 0, 1}, {1, 1, 2}};
    reference_ = simulate_reference(network_, {train_}, 3, {1, 2});
    chip_.spikes = reference_.spikes;
    chip_.neuron_spikes = {{1, 2}, {2}, {0}};
    chip_.synaptic_operations = reference_.synaptic_operations;
    chip_.traces = reference_.traces;
    chip_.readout_max = {{}, {}, {reference_.traces[1][1]}};
  }
  std::string found() const { return difference(network_, {train_}, reference_, chip_); }

  Network network_ = small_network();
  SpikeTrain train_;
  ReferenceResult reference_;
  ChipOutcome chip_;
};

TEST_F(Difference, NoneWhereAllIsEqual) {
  EXPECT_EQ(found(), "");
}

TEST_F(Difference, SpikeThatIsMissing) {
  chip_.spikes.pop_back();
  EXPECT_EQ(found(),
            "spikes: reference has neuron neuron 0 timestep 1 count 1, chip has nothing more");
}

TEST_F(Difference, SpikeAtAnotherTime) {
  chip_.spikes[1].timestep = 2;
  EXPECT_NE(found(), "");
}

TEST_F(Difference, CountOfANeuron) {
  chip_.neuron_spikes[0][1] = 1;
  EXPECT_EQ(found(), "spike counts by neuron differ");
}

TEST_F(Difference, Operations) {
  chip_.synaptic_operations[1] += 1;
  EXPECT_EQ(found(), "synaptic operations of projection 1: reference has 2, chip has 3");
}

TEST_F(Difference, LastBitOfAMembrane) {
  chip_.traces[1][2] = std::nextafter(chip_.traces[1][2], 10.0);
  EXPECT_NE(found().find("membrane of readout neuron 0 timestep 2"), std::string::npos);
}

TEST_F(Difference, LargestOfAReadout) {
  chip_.readout_max[2][0] = reference_.traces[1][2];
  EXPECT_NE(found().find("largest membrane of readout"), std::string::npos);
}

}  // namespace
}  // namespace engram::differential
