#include "workloads/nir/export.hpp"

#include <gtest/gtest.h>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/reference/reference.hpp"

namespace engram::workloads {
namespace {

/// in (2) -> n (2), a Linear and one decay.
Network small(double decay = 0.75) {
  Network network;
  Population in, n;
  in.name = "in";
  in.shape = n.shape = {2, 1, 1};
  in.step.model = NeuronModel::input;
  n.name = "n";
  n.output = true;
  n.step.model = NeuronModel::lif;
  n.step.membrane_decay = decay;
  n.step.reset = Reset::value;
  const PopulationId source = network.add(in), target = network.add(n);
  Projection projection;
  projection.name = "w";
  projection.connection = Dense{2, 2, {1, 0.5F, 0, 0.25F}};
  network.connect(source, target, std::move(projection));
  return network;
}

class Export : public testing::Test {
 protected:
  std::vector<double> numbers(const std::string& path) const {
    return Hdf5File(file_).read_numbers(path).values;
  }
  std::string fault(const DynamicsChoice& choice = {"engram"}) const {
    try {
      import_nir(file_, choice);
    } catch (const FileFault& fault) {
      return fault.what();
    }
    return "";
  }
  /// Overwrites one number of the file.
  void change(const std::string& path, double value) const {
    const Hdf5Id file(H5Fopen(file_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
    const Hdf5Id data(H5Dopen2(file.get(), path.c_str(), H5P_DEFAULT), H5Dclose);
    const Hdf5Id space(H5Dget_space(data.get()), H5Sclose);
    std::vector<double> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.get())));
    H5Dread(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    values[0] = value;
    H5Dwrite(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "out.nir";
};

TEST_F(Export, TimeConstantsStandForDecays) {
  export_nir(small(), {1e-3}, file_);
  EXPECT_EQ(numbers("/node/nodes/n/tau"), (std::vector<double>{4e-3, 4e-3}));
  EXPECT_EQ(1.0 - 1e-3 / numbers("/node/nodes/n/tau")[0], 0.75);
  EXPECT_DOUBLE_EQ(numbers("/node/nodes/n/r")[0], 4.0);  // dt / tau r = 1, the gain
  export_nir(small(), {1e-3, NirDecay::exponential}, file_);
  EXPECT_DOUBLE_EQ(numbers("/node/nodes/n/tau")[0], 1e-3 / -std::log(0.75));
}

TEST_F(Export, DecaysOfNoneAndAllAreTimeConstantsToo) {
  for (const NirDecay decay : {NirDecay::euler, NirDecay::exponential}) {
    for (const double kept : {0.0, 1.0}) {
      export_nir(small(kept), {1e-3, decay}, file_);
      const double tau = numbers("/node/nodes/n/tau")[0], steps = 1e-3 / tau;
      EXPECT_EQ(decay == NirDecay::euler ? 1.0 - steps : std::exp(-steps), kept);
    }
  }
}

/// Without the metadata too: preset nir has the rule of this network.
TEST_F(Export, AnyImporterReadsTheNetwork) {
  export_nir(small(), {1e-3}, file_);
  const Network again = import_nir(file_, {"nir", 1e-3});
  const NeuronStep& step = again.graph[again.find("n").value()].step;
  EXPECT_EQ(step.membrane_decay[0], 0.75);
  EXPECT_EQ(step.membrane_gain[0], 1.0);
  const Projection& projection = again.graph[again.projections()[0]];
  EXPECT_EQ(projection.name, "w");
  EXPECT_EQ(weights(projection.connection), (std::vector<float>{1, 0.5F, 0, 0.25F}));
}

TEST_F(Export, WhatNirCannotHoldIsRefusedAndNothingIsWritten) {
  Network network = small(1.25);
  try {
    export_nir(network, {1e-3}, file_);
    FAIL();
  } catch (const NetworkFault& fault) {
    EXPECT_EQ(std::string(fault.what()),
              "population 'n': membrane decay 1.250000 is that of no time constant (expected 0 to "
              "1)");
  }
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_THROW(export_nir(small(), {0.0}, file_), NetworkFault);
  EXPECT_THROW(export_nir(small(), {1e-3}, folder_ / "absent" / "out.nir"), FileFault);
  EXPECT_THROW(export_nir(small(), {1e-3}, folder_ / "."), FileFault);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "."));
}

TEST_F(Export, ASparseProjectionBeyondAMatrixIsRefusedWithItsSize) {
  Network network;
  Population in, n;
  in.name = "in";
  in.shape = n.shape = {10'000, 1, 1};
  in.step.model = NeuronModel::input;
  n.name = "n";
  const PopulationId source = network.add(in), target = network.add(n);
  Sparse sparse{10'000, 10'000, std::vector<std::uint64_t>(10'001, 1), {7}, {1.0F}};
  sparse.row_begin[0] = 0;
  Projection projection;
  projection.name = "few";
  projection.connection = std::move(sparse);
  network.connect(source, target, std::move(projection));
  try {
    export_nir(network, {1e-3}, file_);
    FAIL();
  } catch (const NetworkFault& fault) {
    EXPECT_EQ(std::string(fault.what()),
              "projection 'few': as a matrix it has 10000 x 10000 weights (expected at most "
              "67108864); NIR has no sparse one");
  }
}

TEST_F(Export, WhatOtherToolsWillNotKnowIsSaid) {
  Network network = small();
  EXPECT_TRUE(export_nir(network, {1e-3}, file_).empty());
  NeuronStep& step = network.graph[1].step;
  step.compare = Compare::greater_equal;
  step.reset = Reset::subtract;
  step.refractory = 2;
  EXPECT_EQ(export_nir(network, {1e-3}, file_),
            std::vector<std::string>{
                "population 'n': compares with >=, reset by subtraction, refractory for 2 "
                "timesteps"});
}

TEST_F(Export, ChangedWeightsAreReadAndChangedNeuronsRefused) {
  export_nir(small(), {1e-3}, file_);
  change("/node/nodes/w/weight", 3.0);
  const Network again = import_nir(file_, {"engram"});
  EXPECT_EQ(weights(again.graph[again.projections()[0]].connection)[0], 3.0F);
  change("/node/nodes/n/v_threshold", 1.5);
  EXPECT_NE(fault().find("/node/nodes/n/v_threshold: was changed since Engram exported"),
            std::string::npos)
      << fault();
  EXPECT_EQ(import_nir(file_, {"nir", 1e-3}).graph[1].step.threshold[0], 1.5);
}

/// in (2) -> n (2) of a model without a time constant.
Network memoryless(NeuronModel model) {
  Network network = small();
  NeuronStep& step = network.graph[1].step;
  step.model = model;
  step.reset = Reset::zero;
  step.spiking = model == NeuronModel::threshold;
  step.membrane_decay = step.spiking ? 0.0 : 1.0;
  step.threshold = PerNeuron(std::vector<double>{0.5, 1.5});
  return network;
}

TEST_F(Export, ThresholdAndIntegratorHaveNodesOfTheirOwn) {
  for (const NeuronModel model : {NeuronModel::threshold, NeuronModel::integrator}) {
    const bool threshold = model == NeuronModel::threshold;
    EXPECT_TRUE(export_nir(memoryless(model), {1e-3}, file_).empty());
    EXPECT_EQ(Hdf5File(file_).read_string("/node/nodes/n/type"), threshold ? "Threshold" : "I");
    EXPECT_EQ(numbers(threshold ? "/node/nodes/n/threshold" : "/node/nodes/n/r"),
              threshold ? (std::vector<double>{0.5, 1.5}) : (std::vector<double>{1, 1}));
    for (const char* preset : {"nir", "engram"}) {
      const Network again =
          import_nir(file_, preset == std::string("nir") ? DynamicsChoice{"nir", 1e-3}
                                                         : DynamicsChoice{"engram"});
      const NeuronStep& step = again.graph[again.find("n").value()].step;
      EXPECT_EQ(step.model, model);
      EXPECT_EQ(step.membrane_decay[0], threshold ? 0.0 : 1.0);
      EXPECT_TRUE(!threshold || step.threshold[1] == 1.5);
    }
    change(threshold ? "/node/nodes/n/threshold" : "/node/nodes/n/r", 2.5);
    EXPECT_NE(fault().find("was changed since"), std::string::npos);
  }
}

/// What drifts or leaks is no Threshold or I to other tools, but a neuron with a time constant.
TEST_F(Export, ThresholdAndIntegratorThatLeakAreOthers) {
  for (const NeuronModel model : {NeuronModel::threshold, NeuronModel::integrator}) {
    Network network = memoryless(model);
    network.graph[1].step.membrane_decay = 0.5;
    export_nir(network, {1e-3}, file_);
    EXPECT_EQ(Hdf5File(file_).read_string("/node/nodes/n/type"),
              model == NeuronModel::threshold ? "LIF" : "LI");
    const Network again = import_nir(file_, {"engram"});
    EXPECT_EQ(again.graph[again.find("n").value()].step.model, model);
  }
}

TEST_F(Export, OnlyFilesOfEngramAndItsOwnChoicesAreTaken) {
  NirWriter(file_).input("in", {2}).integrate_and_fire("n", 2).output("out").edges(
      {{"in", "n"}, {"n", "out"}});
  EXPECT_NE(fault().find("/node/metadata/engram: missing"), std::string::npos);
  export_nir(small(), {1e-3}, file_);
  DynamicsChoice choice{"engram", 2e-3};
  choice.multi_spike = true;
  const std::string text = fault(choice);
  EXPECT_NE(text.find("/dt: found 0.001"), std::string::npos) << text;
  EXPECT_NE(text.find("none can be overridden"), std::string::npos) << text;
  EXPECT_EQ(fault({"engram", 1e-3}), "");
}

/// Imported, exported, read back: the same spikes on a made-up input.
void expect_round_trip(const std::filesystem::path& real, const DynamicsChoice& choice,
                       NirDecay decay, const std::filesystem::path& file) {
  if (!std::filesystem::exists(real)) GTEST_SKIP() << "reference data not found at " << real;
  const Network before = import_nir(real, choice);
  export_nir(before, {choice.dt > 0 ? choice.dt : 1e-3, decay}, file);
  const Network after = import_nir(file, {"engram"});
  SpikeTrain train;
  train.neurons = static_cast<std::uint32_t>(before.graph[before.inputs()[0]].shape.size());
  train.timesteps = 40;
  for (std::uint32_t step = 0; step < 40; ++step) {
    for (std::uint32_t neuron = step % 3; neuron < train.neurons; neuron += 3 + step % 5) {
      train.events.push_back({step, neuron, 1});
    }
  }
  const ReferenceResult expected = simulate_reference(before, {train}, 40);
  EXPECT_GT(expected.spikes.size(), 50U);
  const ReferenceResult found = simulate_reference(after, {train}, 40);
  EXPECT_EQ(found.spikes, expected.spikes);
  EXPECT_EQ(found.synaptic_operations, expected.synaptic_operations);
  const Network plain = import_nir(file, choice);  // as any file of that tool
  EXPECT_EQ(simulate_reference(plain, {train}, 40).spikes.size(), expected.spikes.size());
}

const std::filesystem::path real_files =
    std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real" / "nir";

TEST_F(Export, TheSinabsNetworkComesBack) {
  expect_round_trip(real_files / "cnn_sinabs.nir", {"sinabs"}, NirDecay::exponential, file_);
}

TEST_F(Export, TheBrailleNetworkComesBack) {
  expect_round_trip(real_files / "braille_noDelay_bias_zero.nir", {"snntorch", 1e-4},
                    NirDecay::euler, file_);
}

}  // namespace
}  // namespace engram::workloads
