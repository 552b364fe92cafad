#include <gtest/gtest.h>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

/// Which reading of an Input's shape is taken: the first that what it feeds can use.
class InputShape : public testing::Test {
 protected:
  template <class Fill>
  Shape shape_before(const std::vector<double>& dims, Fill fill) {
    NirWriter w(file_);
    w.input("in", dims);
    fill(w);
    w.output("out").edges({{"in", "x"}, {"x", "n"}, {"n", "out"}});
    w.finish();
    const Network network = import_nir(file_, {"nir", 0});
    return network.graph[*network.find("in")].shape;
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "shape.nir";
};

TEST_F(InputShape, OfAMatrix) {
  const auto matrix = [](NirWriter& w) {
    w.linear("x", {1, 1, 1}, 1, 3).integrate_and_fire("n", 1);
  };
  EXPECT_EQ(shape_before({3}, matrix), (Shape{3, 1, 1}));
  EXPECT_EQ(shape_before({100, 3}, matrix), (Shape{3, 1, 1}));
  EXPECT_EQ(shape_before({1, 3}, matrix), (Shape{3, 1, 1}));
  EXPECT_EQ(shape_before({7, 1, 3}, matrix), (Shape{1, 1, 3}));
  EXPECT_EQ(shape_before({3, 1}, matrix), (Shape{3, 1, 1}));
}

TEST_F(InputShape, OfConvolutions) {
  const auto flat = [](NirWriter& w) {
    w.node("x", "Conv1d").field("weight", {1, 1}, {1, 2, 1}).integrate_and_fire("n", 7);
  };
  EXPECT_EQ(shape_before({2, 7}, flat), (Shape{2, 1, 7}));
  EXPECT_EQ(shape_before({100, 2, 7}, flat), (Shape{2, 1, 7}));
  const auto map = [](NirWriter& w) {
    w.node("x", "Conv2d").field("weight", {1}, {1, 1, 1, 1}).integrate_and_fire("n", 12);
  };
  EXPECT_EQ(shape_before({1, 3, 4}, map), (Shape{1, 3, 4}));
  EXPECT_EQ(shape_before({50, 8, 1, 3, 4}, map), (Shape{1, 3, 4}));
}

/// The shape of lif_nir4s.nir: 100 timesteps of one neuron.
TEST_F(InputShape, OfNeurons) {
  const auto with = [](const NirWriter::Shape& dims) {
    return [dims](NirWriter& w) {
      w.node("x", "Scale").field("scale", 1);
      w.node("n", "IF").field("r", {1}, dims).field("v_threshold", {1}, dims);
    };
  };
  EXPECT_EQ(shape_before({100, 1}, with({1})), (Shape{1, 1, 1}));
  EXPECT_EQ(shape_before({100, 1}, with({})), (Shape{100, 1, 1}));
  EXPECT_EQ(shape_before({12}, with({1})), (Shape{12, 1, 1}));
  EXPECT_EQ(shape_before({100, 12}, with({1})), (Shape{100, 1, 12}));
}

}  // namespace
}  // namespace engram::workloads
