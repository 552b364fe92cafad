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

std::vector<double> thirds(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t k = 0; k < count; ++k) values[k] = static_cast<double>(k) / 3;
  return values;
}

TEST_F(Chains, MatricesOfFloat32StayAsTheyAre) {
  constexpr std::uint32_t size = 256;  // large enough to be moved where it is met once
  const std::vector<double> weight = thirds(std::size_t{size} * size);
  std::vector<float> stored(weight.begin(), weight.end());
  const auto matrix = [&](NirWriter writer, bool twice) {
    writer.input("a", {size}).input("b", {size}).node("fc", "Linear");
    writer.field("weight", weight, {size, size}, H5T_IEEE_F32LE);
    writer.integrate_and_fire("lif", size).integrate_and_fire("other", size).output("out");
    NirWriter::Edges edges{
        {"a", "fc"}, {"fc", "lif"}, {"b", "other"}, {"lif", "out"}, {"other", "out"}};
    if (twice) edges.emplace_back("b", "fc");
    writer.edges(edges);
  };
  matrix(writer(), false);
  const Network once = import();
  matrix(writer(), true);
  const Network twice = import();
  for (const auto& [network, names] :
       {std::pair{&once, std::vector<std::string>{"fc"}}, {&twice, {"fc", "fc.2"}}}) {
    for (const std::string& name : names) {
      bool found = false;
      for (const auto& id : network->projections()) {
        const Projection& projection = network->graph[id];
        if (projection.name != name) continue;
        found = true;
        EXPECT_EQ(std::get<Dense>(projection.connection).weights, stored) << name;
      }
      EXPECT_TRUE(found) << name;
    }
  }
}

TEST_F(Chains, MatricesOfFloat32AreScaledInDouble) {
  const std::vector<double> weight{1.0 / 3, -2, 0.1, 7, 1e-3, 5};
  const auto fold = [&](hid_t type) {
    writer()
        .input("in", {3})
        .node("before", "Scale")
        .field("scale", std::vector<double>{1.1, 1.1, 1.1})
        .node("fc", "Linear")
        .field("weight", weight, {2, 3}, type)
        .node("after", "Scale")
        .field("scale", std::vector<double>{0.7, 0.9})
        .integrate_and_fire("lif", 2)
        .output("out")
        .edges({{"in", "before"},
                {"before", "fc"},
                {"fc", "after"},
                {"after", "lif"},
                {"lif", "out"}});
    return std::get<Dense>(only(import()).connection).weights;
  };
  std::vector<float> expected;
  for (std::size_t k = 0; k < weight.size(); ++k) {
    const double read = static_cast<double>(static_cast<float>(weight[k])) * 1.1;
    expected.push_back(static_cast<float>(read * (k < 3 ? 0.7 : 0.9)));
  }
  EXPECT_EQ(fold(H5T_IEEE_F32LE), expected);
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

/// Weights before an Output: a readout without memory, named after it.
TEST_F(Chains, WeightsBeforeAnOutputGetAReadout) {
  writer()
      .input("in", {1})
      .integrate_and_fire("n", 1)
      .affine("w", {2, 3}, {5, 7})
      .output("out")
      .edges({{"in", "n"}, {"n", "w"}, {"w", "out"}});
  const Network network = import();
  const Population& readout = network.graph[*network.find("out")];
  EXPECT_EQ(readout.shape, (Shape{2, 1, 1}));
  EXPECT_TRUE(readout.output);
  EXPECT_FALSE(readout.step.spiking);
  EXPECT_EQ(readout.step.membrane_decay[0], 0.0);
  EXPECT_EQ(readout.step.membrane_gain[0], 1.0);
  EXPECT_EQ(bias(network, "out"), (std::vector<double>{5, 7}));
  EXPECT_FALSE(network.graph[*network.find("n")].output);
}

TEST_F(Chains, PoolingBeforeAnOutputGetsAReadout) {
  writer()
      .input("in", {1, 2, 2})
      .integrate_and_fire("n", 4)
      .node("pool", "AvgPool2d")
      .field("kernel_size", 2)
      .field("stride", 2)
      .output("out")
      .edges({{"in", "n"}, {"n", "pool"}, {"pool", "out"}});
  const Network network = import();
  EXPECT_EQ(network.outputs(), std::vector<PopulationId>{*network.find("out")});
  const Projection& pooled = network.graph[network.projections().at(1)];
  EXPECT_EQ(pooled.name, "n->out");
  EXPECT_EQ(pooled.stages.size(), 1U);
  EXPECT_EQ(weights(pooled.connection), std::vector<float>{0.25F});
}

/// An Input that leads to an Output is no output population itself.
TEST_F(Chains, AnInputBeforeAnOutputGetsAReadout) {
  writer().input("in", {2}).output("out").edges({{"in", "out"}});
  const Network network = import();
  EXPECT_EQ(only(network).name, "in->out");
  EXPECT_EQ(network.outputs(), std::vector<PopulationId>{*network.find("out")});
}

TEST_F(Chains, MatricesInARowBecomeOne) {
  writer()
      .input("in", {2})
      .affine("a", {1, 2, 3, 4, 5, 6}, {1, 10, 100})
      .affine("b", {1, 1, 0, 0, 1, 2}, {1000, 2000})
      .integrate_and_fire("n", 2)
      .output("out")
      .edges({{"in", "a"}, {"a", "b"}, {"b", "n"}, {"n", "out"}});
  const Network network = import();
  EXPECT_EQ(only(network).name, "a+b");
  const auto& dense = std::get<Dense>(only(network).connection);
  EXPECT_EQ(dense.weights, (std::vector<float>{4, 6, 13, 16}));
  EXPECT_EQ(bias(network, "n"), (std::vector<double>{1011, 2210}));
  EXPECT_EQ(only(network).origin, file_.string() + ": /node/nodes/a");
}

/// Two sources through one Affine and another behind it: each bias is added once.
TEST_F(Chains, BiasesOfAChainAreAddedOnce) {
  writer()
      .input("x", {1})
      .input("y", {1})
      .affine("a", {1}, {3})
      .affine("b", {2}, {5})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"x", "a"}, {"y", "a"}, {"y", "b"}, {"a", "b"}, {"b", "n"}, {"n", "out"}});
  const Network network = import();
  EXPECT_EQ(bias(network, "n"), (std::vector<double>{11}));
  EXPECT_EQ(network.projections().size(), 3U);
}

TEST_F(Chains, ElementwiseScalesFold) {
  const auto scaled = [&](bool before) {
    writer()
        .input("in", {2})
        .linear("w", {1, 2, 3, 4}, 2, 2)
        .node("s", "Scale")
        .field("scale", std::vector<double>{10, 100})
        .integrate_and_fire("n", 2)
        .output("out")
        .edges({{"in", before ? "s" : "w"},
                {before ? "s" : "w", before ? "w" : "s"},
                {before ? "w" : "s", "n"},
                {"n", "out"}});
    const Network network = import();
    EXPECT_EQ(only(network).name, "w");
    return std::get<Dense>(only(network).connection).weights;
  };
  EXPECT_EQ(scaled(true), (std::vector<float>{10, 200, 30, 400}));
  EXPECT_EQ(scaled(false), (std::vector<float>{10, 20, 300, 400}));
  writer()
      .input("in", {2})
      .node("s", "Scale")
      .field("scale", std::vector<double>{10, 100, 1000})
      .integrate_and_fire("n", 2)
      .output("out")
      .edges({{"in", "s"}, {"s", "n"}, {"n", "out"}});
  EXPECT_EQ(fault(), "/node/nodes/s: scale: found 3 values (3), expected 1 or those of (2, 1, 1)");
}

TEST_F(Chains, PoolingBehindAConvolutionIsAConvolution) {
  writer()
      .input("in", {1, 4, 4})
      .node("conv", "Conv2d")
      .field("weight", {1, 2}, {1, 1, 1, 2})
      .field("bias", 1)
      .field("padding", std::vector<double>{0, 1})
      .node("pool", "AvgPool2d")
      .field("kernel_size", std::vector<double>{2, 2})
      .field("stride", std::vector<double>{2, 2})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "conv"}, {"conv", "pool"}, {"pool", "n"}, {"n", "out"}});
  const Network network = import();
  const auto& conv = std::get<Conv2d>(only(network).connection);
  EXPECT_EQ(conv.weights, (std::vector<float>{0.25F, 0.75F, 0.5F, 0.25F, 0.75F, 0.5F}));
  EXPECT_EQ(conv.geometry.stride_x, 2U);
  EXPECT_EQ(conv.geometry.pad_x, 1U);
  EXPECT_EQ(bias(network, "n"), (std::vector<double>{1, 1, 1, 1}));
}

/// Windows that leave the map between would meet inputs there: rows instead.
TEST_F(Chains, PaddedPoolingBehindAConvolutionIsListed) {
  writer()
      .input("in", {1, 1, 3})
      .node("conv", "Conv2d")
      .field("weight", {1, 1, 1}, {1, 1, 1, 3})
      .field("padding", std::vector<double>{0, 1})
      .node("pool", "SumPool2d")
      .field("kernel_size", std::vector<double>{1, 2})
      .field("stride", std::vector<double>{1, 2})
      .field("padding", std::vector<double>{0, 1})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "conv"}, {"conv", "pool"}, {"pool", "n"}, {"n", "out"}});
  const Network network = import();
  const auto& dense = std::get<Sparse>(only(network).connection);
  EXPECT_EQ(dense.row_begin, (std::vector<std::uint64_t>{0, 2, 4, 5}));
  EXPECT_EQ(dense.target, (std::vector<std::uint32_t>{0, 1, 0, 1, 1}));
  EXPECT_EQ(dense.weights, (std::vector<float>{1, 1, 1, 2, 2}));
}

/// Leading dimensions of a weight: each batch of inputs sees its own matrix.
TEST_F(Chains, BatchesOfMatricesAreBlocks) {
  writer()
      .input("in", {2, 3})
      .node("w", "Affine")
      .field("weight", {1, 2, 3, 4, 5, 6}, {2, 1, 3})
      .field("bias", std::vector<double>{7, 8}, {2, 1})
      .integrate_and_fire("n", 2)
      .output("out")
      .edges({{"in", "w"}, {"w", "n"}, {"n", "out"}});
  const Network network = import();
  EXPECT_EQ(bias(network, "n"), (std::vector<double>{7, 8}));
  std::vector<std::vector<float>> dense(2, std::vector<float>(6));
  for (std::uint32_t input = 0; input < 6; ++input) {
    for_each_synapse(only(network).connection, input,
                     [&](std::uint32_t in, std::uint32_t out, std::uint64_t at) {
                       dense[out][in] = weights(only(network).connection)[at];
                     });
  }
  EXPECT_EQ(dense, (std::vector<std::vector<float>>{{1, 2, 3, 0, 0, 0}, {0, 0, 0, 4, 5, 6}}));
}

/// A convolution takes a map of its shape; a flattened one becomes a list.
TEST_F(Chains, AConvolutionOfAFlattenedMapIsListed) {
  writer()
      .input("in", {2, 1, 2})
      .node("flat", "Flatten")
      .node("conv", "Conv2d")
      .field("weight", {1, 2, 3, 4}, {1, 4, 1, 1})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "flat"}, {"flat", "conv"}, {"conv", "n"}, {"n", "out"}});
  const Network network = import();
  EXPECT_EQ(network.graph[*network.find("in")].shape, (Shape{2, 1, 2}));
  EXPECT_EQ(std::get<Dense>(only(network).connection).weights, (std::vector<float>{1, 2, 3, 4}));
}

TEST_F(Chains, ConvolutionsOfOneAxis) {
  for (const auto& [padding, length] : {std::pair{"same", 5U}, std::pair{"valid", 3U}}) {
    writer()
        .input("in", {2, 5})
        .node("conv", "Conv1d")
        .field("weight", std::vector<double>(12, 1), {2, 2, 3})
        .text("padding", padding)
        .integrate_and_fire("n", 2U * length)
        .output("out")
        .edges({{"in", "conv"}, {"conv", "n"}, {"n", "out"}});
    const Network network = import();
    EXPECT_EQ(network.graph[*network.find("n")].shape, (Shape{2, 1, length}));
  }
}

TEST_F(Chains, TooManyComposedWeightsAreRefused) {
  writer()
      .input("in", {1, 200, 200})
      .linear("a", std::vector<double>(40000, 1), 1, 40000)
      .linear("b", std::vector<double>(4000, 1), 4000, 1)
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "a"}, {"a", "b"}, {"b", "n"}, {"n", "out"}});
  EXPECT_EQ(fault(),
            "/node/nodes/b: composing it with what comes before gives more than 16777216 weights");
}

}  // namespace
}  // namespace engram::workloads
