#include <gtest/gtest.h>

#include <limits>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/nir/nir_graph.hpp"

namespace engram::workloads {
namespace {

/// One node, read by itself.
class NodeFields : public testing::Test {
 protected:
  template <class Fill>
  void write(const std::string& type, Fill fill) {
    NirWriter writer(file_);
    writer.node("n", type);
    fill(writer);
  }
  template <class Content>
  Content read() {
    const Hdf5File file(file_);
    return std::get<Content>(read_nir_node(file, "/node/nodes/n").content);
  }
  std::string fault() {
    try {
      const Hdf5File file(file_);
      read_nir_node(file, "/node/nodes/n");
    } catch (const FileFault& fault) {
      return std::string(fault.what()).substr(file_.string().size() + 2);
    }
    return "";
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "node.nir";
};

TEST_F(NodeFields, InputShapesDropLeadingOnes) {
  const std::pair<std::vector<double>, Shape> cases[] = {
      {{7}, {7, 1, 1}},       {{1, 7}, {7, 1, 1}},           {{2, 5, 6}, {2, 5, 6}},
      {{1, 5, 6}, {1, 5, 6}}, {{1, 1, 34, 34}, {1, 34, 34}}, {{1, 1, 2, 5, 6}, {2, 5, 6}},
      {{1, 1}, {1, 1, 1}}};
  for (const auto& [dims, shape] : cases) {
    write("Input", [&](NirWriter& w) { w.field("shape", dims, {dims.size()}, H5T_STD_I64LE); });
    EXPECT_EQ(read<NirInput>().shape, shape);
  }
  for (const std::vector<double>& dims :
       {std::vector<double>{100, 7}, {2, 2, 5, 6}, {0}, {2.5}, {1e9}, {-3}}) {
    write("Input", [&](NirWriter& w) { w.field("shape", dims); });
    EXPECT_NE(fault().find("/node/nodes/n/shape: found"), std::string::npos) << fault();
  }
  write("Input", [](NirWriter&) {});
  EXPECT_EQ(fault(), "/node/nodes/n/shape: missing");
}

TEST_F(NodeFields, ParametersAreScalarsOrVectorsOfAnyNumber) {
  for (const hid_t type :
       {H5T_STD_I8LE, H5T_STD_U16BE, H5T_STD_I64LE, H5T_IEEE_F32LE, H5T_IEEE_F64BE}) {
    write("LIF", [&](NirWriter& w) {
      w.field("tau", {2}, {}, type)
          .field("r", {3}, {1}, type)
          .field("v_leak", {0, 0, 0, 0}, {2, 2}, type)
          .field("v_threshold", {1, 2, 3, 4}, {2, 2}, type);
    });
    const NirNeuron neuron = read<NirNeuron>();
    EXPECT_EQ(neuron.size, 4U);
    EXPECT_EQ(neuron.parameters.tau.values(), std::vector<double>{2});
    EXPECT_EQ(neuron.parameters.r.values(), std::vector<double>{3});
    EXPECT_EQ(neuron.parameters.v_leak.values(), std::vector<double>{0});
    EXPECT_EQ(neuron.parameters.v_threshold.values(), (std::vector<double>{1, 2, 3, 4}));
    EXPECT_EQ(neuron.parameters.v_reset.values(), std::vector<double>{0});
  }
}

TEST_F(NodeFields, AbsentParametersOfCubaLif) {
  write("CubaLIF", [](NirWriter& w) {
    for (const char* name : {"tau_mem", "tau_syn", "r", "v_leak", "v_threshold"}) {
      w.field(name, 2.0);
    }
  });
  const NeuronParameters p = read<NirNeuron>().parameters;
  EXPECT_EQ(p.model, NeuronModel::cuba_lif);
  EXPECT_EQ(p.w_in[0], 1.0);
  EXPECT_EQ(p.v_reset[0], 0.0);
  write("CubaLI", [](NirWriter& w) {
    for (const char* name : {"tau_mem", "r", "v_leak"}) w.field(name, 2.0);
  });
  EXPECT_EQ(fault(), "/node/nodes/n/tau_syn: missing");
}

TEST_F(NodeFields, ParametersThatDoNotAgreeOrAreNoNumbers) {
  write("IF", [](NirWriter& w) {
    w.field("r", std::vector<double>{1, 1}).field("v_threshold", std::vector<double>{1, 1, 1});
  });
  EXPECT_EQ(fault(), "/node/nodes/n/v_threshold: found 3 values, another field has 2");
  write("IF", [](NirWriter& w) { w.text("r", "one").field("v_threshold", 1.0); });
  EXPECT_EQ(fault(), "/node/nodes/n/r: found text, expected numbers");
  write("IF", [](NirWriter& w) {
    w.field("r", std::numeric_limits<double>::quiet_NaN()).field("v_threshold", 1.0);
  });
  EXPECT_EQ(fault(), "/node/nodes/n/r: holds a value that is not finite");
  write("IF", [](NirWriter& w) { w.field("r", 1.0).field("v_threshold", {}, {0}); });
  EXPECT_EQ(fault(), "/node/nodes/n/v_threshold: is empty");
}

TEST_F(NodeFields, WeightsMayHaveLeadingOnes) {
  write("Linear", [](NirWriter& w) { w.field("weight", {1, 2, 3, 4, 5, 6}, {1, 2, 3}); });
  EXPECT_EQ(read<NirLinear>().outputs, 2U);
  EXPECT_EQ(read<NirLinear>().inputs, 3U);
  write("Linear", [](NirWriter& w) { w.field("weight", {1, 2, 3, 4}, {2, 1, 2}); });
  EXPECT_NE(fault(), "");
  write("Linear", [](NirWriter& w) { w.field("weight", {1e39}, {1, 1}); });
  EXPECT_EQ(fault(), "/node/nodes/n/weight: holds a value beyond float32");
  write("Affine", [](NirWriter& w) {
    w.field("weight", {1, 2}, {2, 1}).field("bias", std::vector<double>{1});
  });
  EXPECT_EQ(fault(), "/node/nodes/n/bias: found 1 values, expected 2");
}

TEST_F(NodeFields, ConvolutionFieldsAreChecked) {
  const auto conv = [&](const std::string& field, const std::vector<double>& values) {
    write("Conv2d", [&](NirWriter& w) {
      w.field("weight", {1, 1, 1, 1}, {1, 1, 2, 2}).field(field, values);
    });
    return fault();
  };
  EXPECT_EQ(conv("stride", {2, 1}), "");
  EXPECT_EQ(conv("stride", {0, 1}),
            "/node/nodes/n/stride: found 0, expected a whole number from 1 to 1048576");
  EXPECT_EQ(conv("padding", {-1, 1}),
            "/node/nodes/n/padding: found -1, expected a whole number from 0 to 1048576");
  EXPECT_EQ(conv("dilation", {1, 1, 1}),
            "/node/nodes/n/dilation: found 3 numbers, expected 1 or 2");
  EXPECT_EQ(conv("groups", {}), "/node/nodes/n/groups: found 0 numbers, expected 1");
  EXPECT_EQ(conv("groups", {1.5}),
            "/node/nodes/n/groups: found 1.5, expected a whole number from 1 to 1048576");
  write("Conv2d", [&](NirWriter& w) {
    w.field("weight", {1}, {1, 1, 1, 1}).text("padding", "full");
  });
  EXPECT_EQ(fault(), "/node/nodes/n/padding: found 'full', expected numbers, 'same' or 'valid'");
}

TEST_F(NodeFields, ASmallFileThatClaimsToBeLargeIsRefusedBeforeReading) {
  write("Linear", [](NirWriter& w) { w.unwritten("weight", {1U << 12, 1U << 12}); });
  EXPECT_EQ(
      fault(),
      "/node/nodes/n/weight: has 16777216 elements, but the file stores only 0 bytes of them");
  write("Linear", [](NirWriter& w) { w.unwritten("weight", {1U << 31, 1U << 31, 1U << 31}); });
  EXPECT_EQ(fault(), "/node/nodes/n/weight: has more than 268435456 elements");
}

}  // namespace
}  // namespace engram::workloads
