#include <gtest/gtest.h>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

/// Chains of pooling, flattening, scaling and weights between two populations.
class Chains : public testing::Test {
 protected:
  NirWriter writer() { return NirWriter(file_); }
  Network import(const DynamicsChoice& choice = {"nir", 0}) { return import_nir(file_, choice); }
  std::string fault() {
    try {
      import();
    } catch (const FileFault& fault) {
      const std::string text = fault.what();
      EXPECT_TRUE(text.starts_with(file_.string() + ": ")) << text;
      return text.substr(file_.string().size() + 2);
    }
    return "";
  }
  const Projection& only(const Network& network) {
    EXPECT_EQ(network.projections().size(), 1U);
    return network.graph[network.projections().at(0)];
  }
  std::vector<double> bias(const Network& network, const std::string& name) {
    const Population& population = network.graph[*network.find(name)];
    std::vector<double> values;
    for (std::size_t neuron = 0; neuron < population.shape.size(); ++neuron) {
      values.push_back(population.step.bias[neuron]);
    }
    return values;
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "chain.nir";
};

TEST_F(Chains, WithoutWeightsBecomesOneToOne) {
  writer().input("in", {3}).integrate_and_fire("lif", 3).output("out").edges(
      {{"in", "lif"}, {"lif", "out"}});
  const Network network = import();
  EXPECT_EQ(only(network).name, "in->lif");
  const auto& sparse = std::get<Sparse>(only(network).connection);
  EXPECT_EQ(sparse.target, (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(sparse.weights, (std::vector<float>{1, 1, 1}));
  EXPECT_EQ(synapse_count(only(network)), 3U);
}

TEST_F(Chains, AveragesAndScalesFoldIntoTheNextWeights) {
  writer()
      .input("in", {1, 4, 4})
      .node("avg", "AvgPool2d")
      .field("kernel_size", std::vector<double>{2, 4})
      .field("stride", std::vector<double>{2, 4})
      .field("padding", std::vector<double>{0, 0})
      .node("scale", "Scale")
      .field("scale", std::vector<double>{6, 6})
      .node("flat", "Flatten")
      .linear("w", {1, 2, 3, 4}, 2, 2)
      .integrate_and_fire("n", 2)
      .output("out")
      .edges({{"in", "avg"},
              {"avg", "scale"},
              {"scale", "flat"},
              {"flat", "w"},
              {"w", "n"},
              {"n", "out"}});
  const Network network = import();
  EXPECT_EQ(only(network).name, "w");
  ASSERT_EQ(only(network).stages.size(), 1U);
  EXPECT_EQ(only(network).stages[0].out, (Shape{1, 2, 1}));
  EXPECT_EQ(weights(only(network).connection), (std::vector<float>{0.75F, 1.5F, 2.25F, 3.0F}));
}

TEST_F(Chains, AScaleAfterTheWeightsScalesTheBiasToo) {
  writer()
      .input("in", {1})
      .affine("w", {1, -2}, {3, 5})
      .node("scale", "Scale")
      .field("scale", -2.0)
      .integrate_and_fire("n", 2)
      .output("out")
      .edges({{"in", "w"}, {"w", "scale"}, {"scale", "n"}, {"n", "out"}});
  const Network network = import();
  EXPECT_EQ(weights(only(network).connection), (std::vector<float>{-2, 4}));
  EXPECT_EQ(bias(network, "n"), (std::vector<double>{-6, -10}));
}

TEST_F(Chains, TheBiasOfAConvolutionIsOneAChannel) {
  writer()
      .input("in", {1, 1, 3})
      .node("conv", "Conv2d")
      .field("weight", std::vector<double>{1, 2, 3, 4}, {2, 1, 1, 2})
      .field("bias", std::vector<double>{0.5, -1})
      .field("stride", std::vector<double>{1, 1})
      .field("padding", std::vector<double>{0, 0})
      .field("dilation", std::vector<double>{1, 1})
      .field("groups", 1)
      .integrate_and_fire("n", 4)
      .output("out")
      .edges({{"in", "conv"}, {"conv", "n"}, {"n", "out"}});
  const Network network = import();
  EXPECT_EQ(network.graph[*network.find("n")].shape, (Shape{2, 1, 2}));
  EXPECT_EQ(bias(network, "n"), (std::vector<double>{0.5, 0.5, -1, -1}));
}

TEST_F(Chains, PaddingByName) {
  for (const auto& [padding, width] : {std::pair{"same", 5U}, std::pair{"valid", 2U}}) {
    writer()
        .input("in", {1, 5, 5})
        .node("conv", "Conv2d")
        .field("weight", std::vector<double>(16, 1), {1, 1, 4, 4})
        .text("padding", padding)
        .integrate_and_fire("n", 1)
        .output("out")
        .edges({{"in", "conv"}, {"conv", "n"}, {"n", "out"}});
    const Network network = import();
    const ConvGeometry& g = std::get<Conv2d>(only(network).connection).geometry;
    EXPECT_EQ(g.out_width, width) << padding;
    EXPECT_EQ(g.pad_y, width == 5 ? 1U : 0U) << padding;  // 3 in all, the smaller half before
  }
}

TEST_F(Chains, ConvolutionsHaveGroupsStrideAndDilation) {
  writer()
      .input("in", {4, 9, 9})
      .node("conv", "Conv2d")
      .field("weight", std::vector<double>(2 * 2 * 3 * 2, 1), {2, 2, 3, 2}, H5T_NATIVE_INT64)
      .field("stride", std::vector<double>{1, 2})
      .field("padding", std::vector<double>{1, 0})
      .field("dilation", 2)
      .field("groups", std::vector<double>{2})
      .field("input_shape", std::vector<double>{9, 9})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "conv"}, {"conv", "n"}, {"n", "out"}});
  const Network network = import();
  const ConvGeometry& g = std::get<Conv2d>(only(network).connection).geometry;
  EXPECT_EQ(g.in_channels, 4U);
  EXPECT_EQ(g.groups, 2U);
  EXPECT_EQ(g.dilation_x, 2U);
  EXPECT_EQ(g.out_height, 7U);  // 11 padded rows, reach 5
  EXPECT_EQ(g.out_width, 4U);   // 9 columns, reach 3, stride 2
}

TEST_F(Chains, WhatCannotBeFoldedIsRefusedByName) {
  const auto write = [&](const std::string& between, const std::string& type) {
    NirWriter w = writer();
    w.input("in", {1, 2, 2}).node("flat", "Flatten").linear("w", {1, 1, 1, 1}, 1, 4);
    w.node(between, type);
    if (type == "SumPool2d") {
      w.field("kernel_size", 1).field("stride", 1);
    } else if (type == "Linear") {
      w.field("weight", std::vector<double>{1}, {1, 1});
    } else {
      w.field("scale", std::vector<double>{1, 2});
    }
    w.integrate_and_fire("n", 1).output("out").edges(
        {{"in", "flat"}, {"flat", "w"}, {"w", between}, {between, "n"}, {"n", "out"}});
  };
  write("pool", "SumPool2d");
  EXPECT_EQ(fault(), "/node/nodes/pool: pooling after the weights of 'w' without a neuron between");
  write("w2", "Linear");
  EXPECT_EQ(fault(), "/node/nodes/w2: a second weighted node after 'w' without a neuron between");
  write("scale", "Scale");
  EXPECT_EQ(fault(),
            "/node/nodes/scale/scale: holds factors that differ; only one for all can be folded "
            "into weights");
}

TEST_F(Chains, WeightsMustFindTheirInputs) {
  writer()
      .input("in", {3})
      .linear("w", {1, 2, 3, 4, 5, 6}, 3, 2)
      .integrate_and_fire("n", 3)
      .output("out")
      .edges({{"in", "w"}, {"w", "n"}, {"n", "out"}});
  EXPECT_NE(fault().find("/node/nodes/w: weight: takes 2 inputs, found 3 (3, 1, 1); the matrix "
                         "seems transposed"),
            std::string::npos);
  writer()
      .input("in", {3, 4, 4})
      .node("conv", "Conv2d")
      .field("weight", std::vector<double>(8, 1), {1, 2, 2, 2})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "conv"}, {"conv", "n"}, {"n", "out"}});
  EXPECT_NE(fault().find("/node/nodes/conv: weight: takes 2 channels, found (3, 4, 4)"),
            std::string::npos);
}

TEST_F(Chains, ReadoutsOfWeightsNeedANeuron) {
  writer()
      .input("in", {1})
      .integrate_and_fire("n", 1)
      .linear("w", {1}, 1, 1)
      .output("out")
      .edges({{"in", "n"}, {"n", "w"}, {"w", "out"}});
  EXPECT_NE(fault().find("lead to the Output without a neuron"), std::string::npos);
}

}  // namespace
}  // namespace engram::workloads
