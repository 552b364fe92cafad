#include <gtest/gtest.h>

#include "workloads/network/network.hpp"

namespace engram::workloads {
namespace {

Population population(const std::string& name, const Shape& shape) {
  Population p;
  p.name = name;
  p.shape = shape;
  return p;
}

/// A source, a target and what Network::connect says about a projection between them.
class Between {
 public:
  Between(const Shape& source, const Shape& target)
      : source_(network_.add(population("s", source))),
        target_(network_.add(population("t", target))) {}

  std::string fault(Connection connection, std::vector<AddressStage> stages = {}) {
    Projection projection;
    projection.name = "p";
    projection.connection = std::move(connection);
    projection.stages = std::move(stages);
    try {
      network_.connect(source_, target_, std::move(projection));
    } catch (const NetworkFault& fault) {
      return fault.what();
    }
    return "";
  }

 private:
  Network network_;
  PopulationId source_, target_;
};

ConvGeometry geometry() {
  ConvGeometry g;
  g.in_channels = 2;
  g.in_height = g.in_width = 4;
  g.out_channels = 3;
  g.out_height = g.out_width = 2;
  g.kernel_height = g.kernel_width = 3;
  return g;
}

TEST(NetworkFaults, NamesAreUniqueAndNotEmpty) {
  Network network;
  network.add(population("a", {1, 1, 1}));
  EXPECT_THROW(network.add(population("a", {1, 1, 1})), NetworkFault);
  EXPECT_THROW(network.add(population("", {1, 1, 1})), NetworkFault);
  Between between({1, 1, 1}, {1, 1, 1});
  EXPECT_EQ(between.fault(Dense{1, 1, {1}}), "");
  EXPECT_EQ(between.fault(Dense{1, 1, {1}}), "projection 'p': the name is taken");
}

TEST(NetworkFaults, ShapesAreBounded) {
  Network network;
  EXPECT_THROW(network.add(population("a", {0, 1, 1})), NetworkFault);
  EXPECT_THROW(network.add(population("a", {1, 0, 1})), NetworkFault);
  // The product of these is a multiple of 2^64.
  EXPECT_THROW(network.add(population("a", {1U << 22, 1U << 21, 1U << 21})), NetworkFault);
  EXPECT_THROW(network.add(population("a", {1U << 28, 2, 1})), NetworkFault);
}

TEST(NetworkFaults, ParametersAreOneOrOneANeuron) {
  Network network;
  Population p = population("a", {3, 1, 1});
  p.step.threshold = PerNeuron(std::vector<double>{1, 2});
  try {
    network.add(p);
    FAIL() << "two thresholds for three neurons were accepted";
  } catch (const NetworkFault& fault) {
    EXPECT_STREQ(fault.what(), "population 'a': threshold has 2 values for 3 neurons");
  }
  p.step.threshold = PerNeuron(std::vector<double>{1, 2, 3});
  EXPECT_NO_THROW(network.add(p));
}

TEST(NetworkFaults, BothEndsAreNamedAtOnce) {
  Between between({2, 1, 1}, {3, 1, 1});
  EXPECT_EQ(between.fault(Dense{4, 5, std::vector<float>(20)}),
            "projection 'p': takes 4 inputs (4, 1, 1), population 's' gives 2 (2, 1, 1)\n"
            "projection 'p': has 5 outputs (5, 1, 1), population 't' has 3 neurons (3, 1, 1)");
  EXPECT_EQ(between.fault(Dense{2, 3, std::vector<float>(5)}),
            "projection 'p': has 5 weights, its shape needs 6");
}

TEST(NetworkFaults, AConvolutionMatchesMapsOrFlatPopulations) {
  const Conv2d conv{geometry(), std::vector<float>(54)};
  EXPECT_EQ(Between({2, 4, 4}, {3, 2, 2}).fault(conv), "");
  EXPECT_EQ(Between({32, 1, 1}, {12, 1, 1}).fault(conv), "");
  EXPECT_NE(Between({2, 8, 2}, {3, 2, 2}).fault(conv), "");  // the size alone does not do
  EXPECT_NE(Between({2, 4, 4}, {3, 4, 1}).fault(conv), "");
  EXPECT_NE(Between({2, 4, 4}, {3, 2, 2}).fault(Conv2d{geometry(), std::vector<float>(53)}), "");
  Conv2d groups = conv;
  groups.geometry.groups = 2;
  EXPECT_EQ(Between({2, 4, 4}, {3, 2, 2}).fault(groups),
            "projection 'p': groups (2) do not divide the channels");
  Conv2d still = conv;
  still.geometry.stride_x = 0;
  EXPECT_NE(Between({2, 4, 4}, {3, 2, 2}).fault(still), "");
}

TEST(NetworkFaults, SparseRowsAreChecked) {
  Between between({2, 1, 1}, {3, 1, 1});
  EXPECT_NE(between.fault(Sparse{2, 3, {0, 1}, {0}, {1}}), "");           // a row is missing
  EXPECT_NE(between.fault(Sparse{2, 3, {0, 2, 1}, {0}, {1}}), "");        // ends before it begins
  EXPECT_NE(between.fault(Sparse{2, 3, {0, 1, 2}, {0, 3}, {1, 1}}), "");  // no target 3
  EXPECT_NE(between.fault(Sparse{2, 3, {0, 2, 2}, {1, 1}, {1, 1}}), "");  // listed twice
  EXPECT_NE(between.fault(Sparse{2, 3, {0, 2, 2}, {2, 1}, {1, 1}}), "");  // not ascending
  EXPECT_NE(between.fault(Sparse{2, 3, {0, 1, 2}, {0, 2}, {1}}), "");     // a weight is missing
  EXPECT_EQ(between.fault(Sparse{2, 3, {0, 1, 3}, {0, 1, 2}, {1, 1, 0}}), "");
}

TEST(NetworkFaults, StagesMustMeet) {
  Between between({1, 4, 4}, {4, 1, 1});
  const Dense dense{4, 4, std::vector<float>(16)};
  const AddressStage stage{{1, 4, 4}, {1, 2, 2}, {2, 2, 2, 2, 0, 0}};
  AddressStage wrong = stage;
  wrong.in = {1, 8, 2};
  EXPECT_NE(between.fault(dense, {wrong}), "");
  wrong = stage;
  wrong.pool.stride_x = 0;
  EXPECT_NE(between.fault(dense, {wrong}), "");
  EXPECT_NE(between.fault(dense, {stage, stage}), "");
  EXPECT_EQ(between.fault(dense, {stage}), "");
}

TEST(NetworkFaults, LookupsNameAPlaceForEveryIndex) {
  Between between({1, 2, 2}, {2, 1, 1});
  const Dense dense{3, 2, std::vector<float>(6)};
  const AddressStage stage{{1, 2, 2}, {3, 1, 1}, {}, {2, nowhere, 0, 2}};
  AddressStage wrong = stage;
  wrong.lookup.pop_back();
  EXPECT_NE(between.fault(dense, {wrong}), "");
  wrong = stage;
  wrong.lookup[2] = 3;
  EXPECT_NE(between.fault(dense, {wrong}), "");
  EXPECT_EQ(between.fault(dense, {stage}), "");
}

/// 2 x 2 with a table of two entries a neuron.
Projection looked_up() {
  Projection projection;
  projection.name = "p";
  projection.connection = Dense{2, 2, {3, 0, -2, 5}};
  Quantization& q = projection.quantization;
  q.format = {WeightKind::codebook, 2};
  q.levels = {3, 0, -2, 5};
  q.codes = {2, 0, 1, 2};
  q.codebook = Codebook{{4, 2, 1, 0, false}, {7, 3, -2, 5}, {}};
  return projection;
}

std::string fault(const Projection& projection) {
  Network network;
  const PopulationId a = network.add(population("a", {2, 1, 1}));
  try {
    network.connect(a, a, projection);
  } catch (const NetworkFault& fault) {
    return fault.what();
  }
  return "";
}

TEST(NetworkFaults, ACodebookNamesTheLevels) {
  EXPECT_EQ(fault(looked_up()), "");
  Projection wrong = looked_up();
  wrong.quantization.levels.set(2, -3);
  EXPECT_EQ(fault(wrong),
            "projection 'p': synapse 0 to 1 has level -3, which is not what its code 1 names");
  wrong = looked_up();
  wrong.quantization.codes[1] = 1;  // a synapse of weight 0 is none
  EXPECT_EQ(fault(wrong),
            "projection 'p': synapse 1 to 0 has level 0, which is not what its code 1 names");
  wrong = looked_up();
  wrong.quantization.codes[0] = 3;
  EXPECT_NE(fault(wrong), "");
  wrong = looked_up();
  wrong.quantization.codes.pop_back();
  EXPECT_EQ(fault(wrong), "projection 'p': has 3 codes for 4 levels");
  wrong = looked_up();
  wrong.quantization.codebook.reset();
  EXPECT_EQ(fault(wrong), "projection 'p': has codebook weights and no codebook");
  wrong = looked_up();
  wrong.quantization.codebook->levels.pop_back();
  EXPECT_EQ(fault(wrong), "projection 'p': a codebook of 3 levels, its tables need 4");
  wrong = looked_up();
  wrong.quantization.format = {WeightKind::uniform, 4};
  EXPECT_EQ(fault(wrong), "projection 'p': has a codebook, its weights are uniform4");
}

TEST(NetworkFaults, NothingEndsInAnInput) {
  Network network;
  Population input = population("in", {1, 1, 1});
  input.step.model = NeuronModel::input;
  const PopulationId target = network.add(input);
  const PopulationId source = network.add(population("a", {1, 1, 1}));
  Projection projection;
  projection.name = "p";
  projection.connection = Dense{1, 1, {1}};
  EXPECT_THROW(network.connect(source, target, projection), NetworkFault);
}

TEST(NetworkFaults, LevelsOfAQuantizedProjectionMatchItsWeights) {
  Network network;
  const PopulationId a = network.add(population("a", {2, 1, 1}));
  Projection projection;
  projection.name = "p";
  projection.connection = Dense{2, 2, {1, 1, 1, 1}};
  projection.quantization.format = {WeightKind::uniform, 4};
  projection.quantization.levels = {1, 1, 1};
  EXPECT_THROW(network.connect(a, a, projection), NetworkFault);
}

}  // namespace
}  // namespace engram::workloads
