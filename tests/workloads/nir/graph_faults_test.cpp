#include <gtest/gtest.h>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

class GraphFaults : public testing::Test {
 protected:
  NirWriter writer() { return NirWriter(file_); }
  /// What is refused, each line without the file's name.
  std::string fault() {
    try {
      import_nir(file_, {"nir", 0});
    } catch (const FileFault& fault) {
      std::string text = fault.what();
      const std::string prefix = file_.string() + ": ";
      EXPECT_TRUE(text.starts_with(prefix)) << text;
      for (std::size_t at; (at = text.find(prefix)) != std::string::npos;) {
        text.erase(at, prefix.size());
      }
      return text;
    }
    return "";
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "graph.nir";
};

TEST_F(GraphFaults, EveryNodeAndEdgeIsReportedAtOnce) {
  writer()
      .input("in", {1})
      .node("delay", "Delays")
      .node("lif", "LIF")
      .field("tau", 1)
      .node("odd", "Affine")
      .field("weight", std::vector<double>{1, 2, 3})
      .output("out")
      .edges({{"in", "lif"}, {"lif", "nobody"}});
  EXPECT_EQ(fault(),
            "/node/nodes/delay/type: found node type 'Delays', expected one of Input, Output, "
            "Affine, Linear, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Scale, Delay, "
            "Threshold, I, IF, LI, LIF, CubaLI, CubaLIF, NIRGraph\n"
            "/node/nodes/lif/v_leak: missing\n"
            "/node/nodes/odd/weight: found 1 dimensions, expected (outputs, inputs)\n"
            "/node/edges: the edge lif -> nobody names 'nobody', no such node");
}

TEST_F(GraphFaults, BothEndsOfAPathAreReportedAtOnce) {
  writer()
      .input("in", {2})
      .linear("w", {1, 1, 1}, 1, 3)
      .integrate_and_fire("a", 5)
      .linear("v", {1, 1}, 2, 1)
      .integrate_and_fire("b", 1)
      .output("out")
      .edges({{"in", "w"}, {"w", "b"}, {"in", "v"}, {"v", "b"}, {"a", "out"}, {"b", "a"}});
  const std::string found = fault();
  EXPECT_NE(found.find("/node/nodes/w: weight: takes 3 inputs, found 2"), std::string::npos);
  EXPECT_NE(found.find("/node/nodes/v: weight: takes 1 inputs, found 2"), std::string::npos);
}

TEST_F(GraphFaults, ParametersForOtherNumbersOfNeurons) {
  writer()
      .input("in", {2})
      .linear("w", std::vector<double>(14, 1), 7, 2)
      .integrate_and_fire("lif2", 38)
      .output("out")
      .edges({{"in", "w"}, {"w", "lif2"}, {"lif2", "out"}});
  EXPECT_EQ(fault(),
            "/node/nodes/lif2: found parameters for 38 neurons, the connection into it has 7 "
            "outputs (7, 1, 1)");
}

TEST_F(GraphFaults, TwoConnectionsThatDisagree) {
  writer()
      .input("in", {2})
      .linear("v", {1, 1}, 1, 2)
      .linear("w", {1, 1, 1, 1, 1, 1}, 3, 2)
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "w"}, {"in", "v"}, {"w", "n"}, {"v", "n"}, {"n", "out"}});
  EXPECT_EQ(fault(),
            "/node/nodes/n: projection 'w': has 3 outputs (3, 1, 1), population 'n' has 1 neurons "
            "(1, 1, 1)");
}

TEST_F(GraphFaults, LoopsWithoutNeurons) {
  writer()
      .input("in", {1})
      .node("f", "Flatten")
      .node("g", "Flatten")
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "f"}, {"f", "g"}, {"g", "f"}, {"g", "n"}, {"n", "out"}});
  EXPECT_EQ(fault(), "/node/nodes/f: a loop that holds no neuron");
}

TEST_F(GraphFaults, NodesThatLeadNowhereOrThatNothingLeadsTo) {
  writer()
      .input("in", {1})
      .integrate_and_fire("n", 1)
      .linear("end", {1}, 1, 1)
      .output("out")
      .edges({{"in", "n"}, {"n", "end"}, {"n", "out"}});
  EXPECT_EQ(fault(), "/node/nodes/end: leads nowhere");
  writer()
      .input("in", {1})
      .integrate_and_fire("n", 1)
      .affine("begin", {1}, {3})
      .output("out")
      .edges({{"in", "n"}, {"begin", "n"}, {"n", "out"}});
  EXPECT_EQ(fault(), "/node/nodes/begin: nothing leads to it");
}

TEST_F(GraphFaults, NoInputOrNoOutput) {
  writer().integrate_and_fire("n", 1).output("out").edges({{"n", "out"}});
  EXPECT_EQ(fault(), "/node/nodes: no Input node");
  writer().input("in", {1}).integrate_and_fire("n", 1).edges({{"in", "n"}});
  EXPECT_EQ(fault(), "/node/nodes: no population leads to an Output node");
}

TEST_F(GraphFaults, AnEdgeIntoAnInput) {
  writer().input("in", {1}).integrate_and_fire("n", 1).output("out").edges(
      {{"in", "n"}, {"n", "in"}, {"n", "out"}});
  EXPECT_EQ(fault(), "/node/nodes/in: an edge leads into an Input");
}

/// Graded values would have to travel.
TEST_F(GraphFaults, AReadoutThatFeedsAnything) {
  for (const bool weights : {true, false}) {
    NirWriter w = writer();
    w.input("in", {1}).node("sum", "I").field("r", 1).integrate_and_fire("n", 1).output("out");
    NirWriter::Edges edges{{"in", "sum"}, {"n", "out"}};
    if (weights) {
      w.linear("w", {2}, 1, 1);
      edges.insert(edges.end(), {{"sum", "w"}, {"w", "n"}});
    } else {
      edges.emplace_back("sum", "n");
    }
    w.edges(edges).finish();
    EXPECT_EQ(fault(), std::string("/node/nodes/sum: its membrane (model 'integrator') leads to "
                                   "'n' through '") +
                           (weights ? "w" : "sum->n") +
                           "': found graded values, expected spikes; a readout can lead straight "
                           "to an Output only");
  }
}

TEST_F(GraphFaults, DynamicsNameTheNode) {
  writer()
      .input("in", {1})
      .node("lif", "LIF")
      .field("tau", -1)
      .field("r", 1)
      .field("v_leak", 0)
      .field("v_threshold", 1)
      .output("out")
      .edges({{"in", "lif"}, {"lif", "out"}});
  EXPECT_THROW(import_nir(file_, {"nir", 0.1}), FileFault);
  EXPECT_EQ(fault(),
            "/node/nodes/lif: a time constant needs dt > 0, the length of a timestep (found 0)");
}

/// A few bytes of a file ask for gigabytes.
TEST_F(GraphFaults, MapsAndPathsWithoutMeasure) {
  writer()
      .input("in", {1, 8192, 4096})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "n"}, {"n", "out"}});
  EXPECT_EQ(fault(),
            "/node/nodes/in: found a map of (1, 8192, 4096), expected at most 16777216 neurons");
  writer()
      .input("in", {1, 1, 1})
      .node("conv", "Conv2d")
      .field("weight", {1}, {1, 1, 1, 1})
      .field("bias", 1)
      .field("padding", std::vector<double>{4000, 4000})
      .integrate_and_fire("n", 1)
      .output("out")
      .edges({{"in", "conv"}, {"conv", "n"}, {"n", "out"}});
  EXPECT_EQ(fault(),
            "/node/nodes/conv: found a map of (1, 8001, 8001), expected at most 16777216 neurons");
  NirWriter w = writer();
  NirWriter::Edges edges{{"n", "out"}};
  for (int path = 0; path < 40; ++path) {
    w.node("f" + std::to_string(path), "Flatten");
    edges.emplace_back("in", "f" + std::to_string(path));
    edges.emplace_back("f" + std::to_string(path), "n");
  }
  w.input("in", {1, 1024, 512}).integrate_and_fire("n", 1).output("out").edges(edges);
  w.finish();
  EXPECT_NE(fault().find("the paths from 'in' have more than 16777216 weights together"),
            std::string::npos);
}

/// 2^30 paths of Flatten nodes: refused, and soon.
TEST_F(GraphFaults, PathsWithoutEnd) {
  NirWriter w = writer();
  NirWriter::Edges edges{{"in", "0a"}, {"in", "0b"}};
  for (int rung = 0; rung < 30; ++rung) {
    for (const char* side : {"a", "b"}) {
      w.node(std::to_string(rung) + side, "Flatten");
      for (const char* next : {"a", "b"}) {
        if (rung < 29) {
          edges.emplace_back(std::to_string(rung) + side, std::to_string(rung + 1) + next);
        }
      }
      if (rung == 29) edges.emplace_back(std::to_string(rung) + side, "n");
    }
  }
  edges.emplace_back("n", "out");
  w.input("in", {1}).integrate_and_fire("n", 1).output("out").edges(edges);
  w.finish();
  EXPECT_NE(fault().find("paths between 'in'"), std::string::npos);
}

}  // namespace
}  // namespace engram::workloads
