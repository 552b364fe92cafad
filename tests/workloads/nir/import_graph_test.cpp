#include <gtest/gtest.h>

#include <algorithm>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

/// How edges become populations, projections, names, delays and biases.
class ImportGraph : public testing::Test {
 protected:
  NirWriter writer() { return NirWriter(file_); }
  Network import() { return import_nir(file_, {"nir", 0}); }
  /// "name: source -> target, delay", in order of connection.
  std::vector<std::string> edges(const Network& network) {
    std::vector<std::string> found;
    const Graph& g = network.graph;
    for (const ProjectionId& id : network.projections()) {
      found.push_back(g[id].name + ": " + g[boost::source(id, g)].name + " -> " +
                      g[boost::target(id, g)].name + ", " + std::to_string(g[id].delay));
    }
    return found;
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "graph.nir";
};

TEST_F(ImportGraph, OrderAndRepetitionOfEdgesDoNotMatter) {
  NirWriter::Edges list{{"in", "w1"}, {"w1", "a"}, {"a", "w2"}, {"w2", "b"}, {"b", "out"}};
  list.push_back(list[1]);
  std::vector<std::string> expected{"w1: in -> a, 0", "w2: a -> b, 0"};
  std::sort(list.begin(), list.end());
  do {
    writer()
        .input("in", {1})
        .affine("w1", {1}, {2})
        .integrate_and_fire("a", 1)
        .linear("w2", {1}, 1, 1)
        .integrate_and_fire("b", 1)
        .output("out")
        .edges(list);
    const Network network = import();
    ASSERT_EQ(edges(network), expected);
    ASSERT_EQ(network.graph[*network.find("a")].step.bias[0], 2.0);
  } while (std::next_permutation(list.begin(), list.begin() + 4));
}

TEST_F(ImportGraph, FixedLengthNamesAreRead) {
  writer()
      .input("in", {1})
      .integrate_and_fire("long.name1", 1)
      .output("out")
      .fixed_edges({{"in", "long.name1"}, {"long.name1", "out"}});
  EXPECT_EQ(edges(import()), (std::vector<std::string>{"in->long.name1: in -> long.name1, 0"}));
}

TEST_F(ImportGraph, PackedEdgesAndAUserBlockAreRead) {
  for (const hsize_t user_block : {0, 512}) {
    NirWriter(file_, "NIRGraph", user_block)
        .input("in", {1})
        .integrate_and_fire("n", 1)
        .output("out")
        .edges({{"in", "n"}, {"n", "out"}}, true);
    EXPECT_EQ(edges(import()), (std::vector<std::string>{"in->n: in -> n, 0"}));
  }
}

TEST_F(ImportGraph, OnlyEdgesInsideALoopAreDelayed) {
  writer()
      .input("in", {1})
      .integrate_and_fire("a", 1)
      .integrate_and_fire("b", 1)
      .integrate_and_fire("c", 1)
      .linear("ab", {1}, 1, 1)
      .linear("ba", {1}, 1, 1)
      .linear("bc", {1}, 1, 1)
      .linear("cc", {1}, 1, 1)
      .output("out")
      .edges({{"in", "a"},
              {"a", "ab"},
              {"ab", "b"},
              {"b", "ba"},
              {"ba", "a"},
              {"b", "bc"},
              {"bc", "c"},
              {"c", "cc"},
              {"cc", "c"},
              {"c", "out"}});
  EXPECT_EQ(edges(import()),
            (std::vector<std::string>{"in->a: in -> a, 0", "ab: a -> b, 1", "ba: b -> a, 1",
                                      "bc: b -> c, 0", "cc: c -> c, 1"}));
}

TEST_F(ImportGraph, AWeightedNodeThatSumsTwoSourcesAddsItsBiasOnce) {
  writer()
      .input("in", {2})
      .integrate_and_fire("a", 2)
      .affine("w", {1, 2}, {5})
      .integrate_and_fire("b", 1)
      .output("out")
      .edges({{"in", "a"}, {"in", "w"}, {"a", "w"}, {"w", "b"}, {"b", "out"}});
  const Network network = import();
  EXPECT_EQ(edges(network),
            (std::vector<std::string>{"in->a: in -> a, 0", "w: in -> b, 0", "w.2: a -> b, 0"}));
  EXPECT_EQ(network.graph[*network.find("b")].step.bias[0], 5.0);
}

TEST_F(ImportGraph, AWeightedNodeThatFeedsTwoPopulationsAddsItsBiasToBoth) {
  writer()
      .input("in", {1})
      .affine("w", {1}, {5})
      .integrate_and_fire("a", 1)
      .integrate_and_fire("b", 1)
      .output("out")
      .edges({{"in", "w"}, {"w", "a"}, {"w", "b"}, {"a", "out"}, {"b", "out"}});
  const Network network = import();
  EXPECT_EQ(edges(network), (std::vector<std::string>{"w: in -> a, 0", "w.2: in -> b, 0"}));
  EXPECT_EQ(network.graph[*network.find("a")].step.bias[0], 5.0);
  EXPECT_EQ(network.graph[*network.find("b")].step.bias[0], 5.0);
  EXPECT_EQ(network.outputs().size(), 2U);
}

TEST_F(ImportGraph, ASecondUseKeepsClearOfOtherNodes) {
  writer()
      .input("in", {1})
      .linear("w", {1}, 1, 1)
      .linear("w.2", {2}, 1, 1)
      .integrate_and_fire("a", 1)
      .integrate_and_fire("b", 1)
      .output("out")
      .edges({{"in", "w"}, {"w", "a"}, {"w", "b"}, {"a", "w.2"}, {"w.2", "b"}, {"b", "out"}});
  EXPECT_EQ(edges(import()),
            (std::vector<std::string>{"w: in -> a, 0", "w.3: in -> b, 0", "w.2: a -> b, 0"}));
}

TEST_F(ImportGraph, ParallelPathsArePartsOfTheSum) {
  writer()
      .input("in", {1, 2, 2})
      .node("p", "SumPool2d")
      .field("kernel_size", 2)
      .field("stride", 2)
      .node("q", "SumPool2d")
      .field("kernel_size", std::vector<double>{1, 1})
      .field("stride", std::vector<double>{2, 2})
      .affine("w", {3}, {7})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "p"}, {"in", "q"}, {"p", "w"}, {"q", "w"}, {"w", "n"}, {"n", "out"}});
  const Network network = import();
  EXPECT_EQ(edges(network), (std::vector<std::string>{"w: in -> n, 0", "w.2: in -> n, 0"}));
  EXPECT_EQ(fan_out(network, *network.find("in")), (std::vector<std::uint64_t>{2, 1, 1, 1}));
  EXPECT_EQ(network.graph[*network.find("n")].step.bias[0], 7.0);
}

TEST_F(ImportGraph, SeveralInputsAndNeuronsThatNoneLeadsTo) {
  writer()
      .input("x", {2})
      .input("y", {2})
      .integrate_and_fire("sum", 2)
      .node("alone", "LIF")
      .field("tau", std::vector<double>{1, 1})
      .field("r", 1)
      .field("v_leak", 2)
      .field("v_threshold", 1)
      .output("out")
      .edges({{"x", "sum"}, {"y", "sum"}, {"alone", "sum"}, {"sum", "out"}});
  const Network network = import_nir(file_, {"nir", 0.5});
  EXPECT_EQ(edges(network), (std::vector<std::string>{"x->sum: x -> sum, 0", "y->sum: y -> sum, 0",
                                                      "alone->sum: alone -> sum, 0"}));
  EXPECT_EQ(network.graph[*network.find("alone")].shape, (Shape{2, 1, 1}));
  EXPECT_EQ(network.inputs().size(), 2U);
}

}  // namespace
}  // namespace engram::workloads
