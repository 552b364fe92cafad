#include <gtest/gtest.h>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/reference/reference.hpp"

namespace engram::workloads {
namespace {

/// A NIR file under `lava_fixed`: integers from the start.
class IntegerImport : public testing::Test {
 protected:
  void write(double weight, double bias, double threshold) {
    NirWriter(file_)
        .input("in", {1})
        .affine("w", {weight}, {bias})
        .node("n", "LIF")
        .field("tau", 0.0025)
        .field("r", 1)
        .field("v_leak", 0)
        .field("v_threshold", threshold)
        .output("out")
        .edges({{"in", "w"}, {"w", "n"}, {"n", "out"}});
  }
  std::string fault() {
    try {
      import_nir(file_, {"lava_fixed", 1e-4});
    } catch (const FileFault& fault) {
      return std::string(fault.what()).substr(file_.string().size() + 2);
    }
    return "";
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "integer.nir";
};

TEST_F(IntegerImport, HoldsWhatLavaHolds) {
  write(1, 0.5, 0.1);
  const Network network = import_nir(file_, {"lava_fixed", 1e-4});
  const Projection& projection = network.graph[network.projections().at(0)];
  EXPECT_EQ(projection.delay, 1U);
  EXPECT_EQ(projection.quantization.format, (WeightFormat{WeightKind::uniform, 8}));
  EXPECT_EQ(projection.quantization.levels, std::vector<std::int32_t>{10});  // int(0.04 256)
  EXPECT_EQ(projection.quantization.scale, std::vector<double>{1.0});
  EXPECT_EQ(weights(projection.connection), std::vector<float>{10});
  const Population& n = network.graph[*network.find("n")];
  EXPECT_EQ(n.fixed->membrane_decay, std::vector<std::int64_t>{4096 - 163});
  EXPECT_EQ(n.fixed->current_decay, std::vector<std::int64_t>{1});
  EXPECT_EQ(n.fixed->threshold, std::vector<std::int64_t>{25 << 6});
  EXPECT_EQ(n.fixed->membrane_offset, std::vector<std::int64_t>{5 << 6});  // int(0.5 0.04 256)
  EXPECT_EQ(n.fixed->bias, std::vector<std::int64_t>{0});
  EXPECT_EQ(n.fixed->fraction_bits, 6U);
  EXPECT_EQ(n.fixed->decay_bits, 12U);
  EXPECT_EQ(n.fixed->rounding, Rounding::toward_zero);
  EXPECT_EQ(n.unit[0], 1.0 / 256);
  EXPECT_EQ(n.step.threshold[0], 25.0);
}

TEST_F(IntegerImport, WidensWeightsThatNeedIt) {
  write(-100, 0, 0.1);
  const Network network = import_nir(file_, {"lava_fixed", 1e-4});
  const Quantization& q = network.graph[network.projections().at(0)].quantization;
  EXPECT_EQ(q.format.bits, 12U);  // -1024 needs 11 bits and a sign
  EXPECT_EQ(q.levels, std::vector<std::int32_t>{-1024});
}

TEST_F(IntegerImport, RefusesWhatDoesNotFit) {
  write(3300, 0, 0.1);
  EXPECT_EQ(fault(),
            "projection 'w': a weight becomes level 33792 (found), expected at most 32767");
  write(1, 0, 0.003);
  EXPECT_EQ(fault(),
            "population 'n': threshold 0.003 becomes 0 (found), expected 1 to 131071, or a "
            "threshold of 0 or less");
  write(1, 0, 600);
  EXPECT_NE(fault().find("threshold 600 becomes 153598 (found)"), std::string::npos) << fault();
  write(1, 20000, 0.1);
  EXPECT_EQ(fault(), "population 'n': leak becomes 204800 (found), expected at most 131071");
}

/// CubaLIF: both gains in the weight, the bias through the current.
TEST_F(IntegerImport, OfACurrent) {
  NirWriter(file_)
      .input("in", {1})
      .affine("w", {1}, {0.5})
      .node("n", "CubaLIF")
      .field("tau_mem", 4)
      .field("tau_syn", 2)
      .field("r", 2)
      .field("w_in", 3)
      .field("v_leak", 1)
      .field("v_threshold", 1)
      .output("out")
      .edges({{"in", "w"}, {"w", "n"}, {"n", "out"}});
  const Network network = import_nir(file_, {"lava_fixed", 1});
  const Population& n = network.graph[*network.find("n")];
  EXPECT_EQ(network.graph[network.projections().at(0)].quantization.levels,
            std::vector<std::int32_t>{192});  // 256 (3/2) (2/4)
  EXPECT_EQ(n.fixed->current_decay, std::vector<std::int64_t>{4096 - 2047});
  EXPECT_EQ(n.fixed->membrane_decay, std::vector<std::int64_t>{4096 - 1023});
  EXPECT_EQ(n.fixed->bias, std::vector<std::int64_t>{96 << 6});
  EXPECT_EQ(n.fixed->membrane_offset, std::vector<std::int64_t>{64 << 6});
}

/// A kernel cannot have another level at each place.
TEST_F(IntegerImport, GainsOfAConvolutionAgreeInChannels) {
  const auto write = [&](const std::vector<double>& r) {
    NirWriter(file_)
        .input("in", {1, 1, 2})
        .node("w", "Conv2d")
        .field("weight", {1, 2}, {2, 1, 1, 1})
        .node("n", "IF")
        .field("r", r)
        .field("v_threshold", std::vector<double>(4, 1))
        .output("out")
        .edges({{"in", "w"}, {"w", "n"}, {"n", "out"}});
  };
  write({1, 1, 3, 3});
  const Network network = import_nir(file_, {"lava_fixed"});
  EXPECT_EQ(network.graph[network.projections().at(0)].quantization.levels,
            (std::vector<std::int32_t>{256, 1536}));
  write({1, 2, 3, 3});
  EXPECT_EQ(fault(),
            "projection 'w': its kernel leads to neurons with different gains (found several in "
            "one channel, expected one)");
}

/// Threshold and a readout, in integers, by the reference simulator.
TEST_F(IntegerImport, RunsInTheReference) {
  NirWriter(file_)
      .input("in", {1})
      .linear("w", {0.5}, 1, 1)
      .node("t", "Threshold")
      .field("threshold", 0.75)
      .affine("v", {2}, {0.25})
      .output("out")
      .edges({{"in", "w"}, {"w", "t"}, {"t", "v"}, {"v", "out"}});
  const Network network = import_nir(file_, {"lava_fixed"});
  SpikeTrain train;
  train.neurons = 1;
  train.timesteps = 6;
  train.events = {{0, 0, 1}, {1, 0, 2}, {2, 0, 1}};
  const PopulationId out = *network.find("out");
  const ReferenceResult result = simulate_reference(network, {train}, 6, {out});
  const PopulationId t = *network.find("t");
  EXPECT_EQ(result.spikes, (std::vector<ReferenceSpike>{{t, 0, 2, 1}}));
  EXPECT_EQ(result.traces[0], (std::vector<double>{0.25, 0.25, 0.25, 2.25, 0.25, 0.25}));
}

}  // namespace
}  // namespace engram::workloads
