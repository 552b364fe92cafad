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

TEST_F(NodeFields, InputShapesHaveAReadingForEveryLeadingDimension) {
  const std::pair<std::vector<double>, std::vector<Shape>> cases[] = {
      {{7}, {{7, 1, 1}}},
      {{2, 7}, {{2, 1, 7}, {7, 1, 1}}},
      {{1, 7}, {{7, 1, 1}, {1, 1, 7}}},
      {{2, 5, 6}, {{2, 5, 6}, {5, 1, 6}, {6, 1, 1}}},
      {{1, 1, 34, 34}, {{1, 34, 34}, {34, 1, 34}, {34, 1, 1}}},
      {{100, 1, 2, 5, 6}, {{2, 5, 6}, {5, 1, 6}, {6, 1, 1}}}};
  for (const auto& [dims, shapes] : cases) {
    write("Input", [&](NirWriter& w) { w.field("shape", dims, {dims.size()}, H5T_STD_I64LE); });
    EXPECT_EQ(read<NirInput>().shapes, shapes);
  }
  for (const std::vector<double>& dims : {std::vector<double>{0}, {2.5}, {1e9}, {-3}, {}}) {
    write("Input", [&](NirWriter& w) { w.field("shape", dims); });
    EXPECT_NE(fault().find("/node/nodes/n/shape: found"), std::string::npos) << fault();
  }
  write("Input", [](NirWriter&) {});
  EXPECT_EQ(fault(), "/node/nodes/n/shape: missing");
}

TEST_F(NodeFields, ParametersAreScalarsOrVectorsOfAnyNumber) {
  const Hdf5Id half = half_precision();
  for (const hid_t type :
       {H5T_STD_I8LE, H5T_STD_U16BE, H5T_STD_I64LE, H5T_IEEE_F32LE, H5T_IEEE_F64BE, half.get()}) {
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

TEST_F(NodeFields, FlagsAreNumbers) {
  write("IF", [](NirWriter& w) { w.flags("r", {true, true}).flags("v_threshold", {true, false}); });
  EXPECT_EQ(read<NirNeuron>().parameters.r.values(), std::vector<double>{1});
  EXPECT_EQ(read<NirNeuron>().parameters.v_threshold.values(), (std::vector<double>{1, 0}));
}

TEST_F(NodeFields, TypesMayBeOfFixedLength) {
  NirWriter(file_).fixed_node("n", "IF").field("r", 1).field("v_threshold", 2);
  EXPECT_EQ(read<NirNeuron>().parameters.v_threshold[0], 2.0);
  NirWriter(file_).fixed_node("n", "Iff");
  EXPECT_EQ(fault(),
            "/node/nodes/n/type: found node type 'Iff', expected one of Input, Output, Affine, "
            "Linear, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Scale, Delay, Threshold, I, "
            "IF, LI, LIF, CubaLI, CubaLIF, NIRGraph");
}

TEST_F(NodeFields, ThresholdAndIntegrator) {
  write("Threshold", [](NirWriter& w) { w.field("threshold", std::vector<double>{1, 2}); });
  EXPECT_EQ(read<NirNeuron>().parameters.model, NeuronModel::threshold);
  EXPECT_EQ(read<NirNeuron>().parameters.v_threshold.values(), (std::vector<double>{1, 2}));
  write("I", [](NirWriter& w) { w.field("r", 3); });
  EXPECT_EQ(read<NirNeuron>().parameters.model, NeuronModel::integrator);
  EXPECT_EQ(read<NirNeuron>().parameters.r[0], 3.0);
  EXPECT_TRUE(read<NirNeuron>().scalar);
  for (const auto& [type, field] :
       {std::pair{"Threshold", "threshold"}, {"I", "r"}, {"Scale", "scale"}, {"Delay", "delay"}}) {
    write(type, [](NirWriter&) {});
    EXPECT_EQ(fault(), std::string("/node/nodes/n/") + field + ": missing");
  }
}

TEST_F(NodeFields, DelaysAreNotNegative) {
  write("Delay", [](NirWriter& w) { w.field("delay", std::vector<double>{0.5, -0.25}); });
  EXPECT_EQ(fault(), "/node/nodes/n/delay: found -0.250000, expected 0 or more");
  write("Delay", [](NirWriter& w) { w.field("delay", std::vector<double>{}); });
  EXPECT_EQ(fault(), "/node/nodes/n/delay: is empty");
}

TEST_F(NodeFields, LeadingDimensionsOfWeightsAreBatches) {
  write("Linear", [](NirWriter& w) { w.field("weight", {1, 2, 3, 4, 5, 6}, {1, 2, 3}); });
  EXPECT_EQ(read<NirLinear>().batches, 1U);
  EXPECT_EQ(read<NirLinear>().outputs, 2U);
  EXPECT_EQ(read<NirLinear>().inputs, 3U);
  write("Affine", [](NirWriter& w) {
    w.field("weight", {1, 2, 3, 4}, {2, 1, 2}).field("bias", std::vector<double>{7});
  });
  EXPECT_EQ(read<NirLinear>().batches, 2U);
  EXPECT_EQ(read<NirLinear>().bias, (std::vector<double>{7, 7}));
  write("Linear", [](NirWriter& w) { w.field("weight", {1, 2}, {2}); });
  EXPECT_EQ(fault(), "/node/nodes/n/weight: found 1 dimensions, expected (outputs, inputs)");
  write("Linear", [](NirWriter& w) { w.field("weight", {1e39}, {1, 1}); });
  EXPECT_EQ(fault(), "/node/nodes/n/weight: holds a value beyond float32");
  write("Affine", [](NirWriter& w) {
    w.field("weight", {1, 2, 3, 4}, {2, 2}).field("bias", std::vector<double>{1});
  });
  EXPECT_EQ(fault(), "/node/nodes/n/bias: found 1 values, expected 2");
  write("Linear", [](NirWriter&) {});
  EXPECT_EQ(fault(), "/node/nodes/n/weight: missing");
}

TEST_F(NodeFields, ConvolutionsOfOneAxis) {
  write("Conv1d", [](NirWriter& w) {
    w.field("weight", std::vector<double>(12, 1), {2, 2, 3})
        .field("stride", 2)
        .field("padding", std::vector<double>{1})
        .field("dilation", 3)
        .field("groups", 2)
        .field("input_shape", 9);
  });
  const NirConv conv = read<NirConv>();
  EXPECT_EQ(conv.in_channels, 4U);
  EXPECT_EQ(conv.window.kernel_y, 1U);
  EXPECT_EQ(conv.window.kernel_x, 3U);
  EXPECT_EQ(conv.window.stride_x, 2U);
  EXPECT_EQ(conv.window.pad_x, 1U);
  EXPECT_EQ(conv.window.pad_y, 0U);
  EXPECT_EQ(conv.window.dilation_x, 3U);
  EXPECT_EQ(conv.input_size, std::pair(1U, 9U));
  write("Conv1d", [](NirWriter& w) { w.field("weight", {1, 1}, {2, 1}); });
  EXPECT_EQ(fault(),
            "/node/nodes/n/weight: found 2 dimensions, expected (out, in / groups, length)");
  write("Conv1d", [](NirWriter& w) {
    w.field("weight", {1, 1}, {1, 1, 2}).field("stride", std::vector<double>{1, 1});
  });
  EXPECT_EQ(fault(), "/node/nodes/n/stride: found 2 numbers, expected 1");
  write("Conv1d", [](NirWriter& w) { w.field("weight", {1}, {1, 1, 1}).text("padding", "none"); });
  EXPECT_EQ(fault(), "/node/nodes/n/padding: found 'none', expected numbers, 'same' or 'valid'");
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
