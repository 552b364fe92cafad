#include <gtest/gtest.h>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

/// Graphs in graphs become one, with joined names.
class NestedGraph : public testing::Test {
 protected:
  NirWriter writer() { return NirWriter(file_); }
  std::string fault(const NirOptions& options = {}) {
    try {
      import_nir(file_, {"nir", 0}, options);
    } catch (const FileFault& fault) {
      std::string text = fault.what();
      const std::string prefix = file_.string() + ": ";
      for (std::size_t at; (at = text.find(prefix)) != std::string::npos;) {
        text.erase(at, prefix.size());
      }
      return text;
    }
    return "";
  }
  std::vector<std::string> edges(const NirOptions& options = {}) {
    const Network network = import_nir(file_, {"nir", 0}, options);
    std::vector<std::string> found;
    const Graph& g = network.graph;
    for (const ProjectionId& id : network.projections()) {
      found.push_back(g[id].name + ": " + g[boost::source(id, g)].name + " -> " +
                      g[boost::target(id, g)].name + ", " + std::to_string(g[id].delay));
    }
    return found;
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "nested.nir";
};

TEST_F(NestedGraph, SeveralLevelsAreJoined) {
  writer()
      .version("0.1.dev247+anything")
      .input("in", {2})
      .graph("a")
      .input("a/nodes/p", {2})
      .graph("a/nodes/b")
      .input("a/nodes/b/nodes/q", {2})
      .affine("a/nodes/b/nodes/w", {1, 2}, {3})
      .integrate_and_fire("a/nodes/b/nodes/n.1", 1)
      .linear("a/nodes/b/nodes/rec", {1}, 1, 1)
      .output("a/nodes/b/nodes/r")
      .edges({{"q", "w"}, {"w", "n.1"}, {"n.1", "rec"}, {"rec", "n.1"}, {"n.1", "r"}}, false,
             "a/nodes/b")
      .output("a/nodes/s")
      .edges({{"p", "b"}, {"b", "s"}}, true, "a")
      .output("out")
      .edges({{"a", "out"}, {"in", "a"}});
  EXPECT_EQ(edges(), (std::vector<std::string>{"a.b.w: in -> a.b.n.1, 0",
                                               "a.b.rec: a.b.n.1 -> a.b.n.1, 1"}));
  const Network network = import_nir(file_, {"nir", 0});
  EXPECT_EQ(network.outputs(), std::vector<PopulationId>{*network.find("a.b.n.1")});
  EXPECT_EQ(network.graph[*network.find("a.b.n.1")].step.bias[0], 3.0);
}

TEST_F(NestedGraph, PortsCanBeNamed) {
  const auto write = [&](const NirWriter::Edges& edges) {
    writer()
        .input("x", {1})
        .input("y", {1})
        .graph("g")
        .input("g/nodes/left", {1})
        .input("g/nodes/right", {1})
        .integrate_and_fire("g/nodes/n", 1)
        .integrate_and_fire("g/nodes/m", 1)
        .output("g/nodes/out")
        .output("g/nodes/spare")
        .edges({{"left", "n"}, {"right", "m"}, {"n", "out"}, {"m", "spare"}}, false, "g")
        .output("out")
        .output("spare")
        .edges(edges);
  };
  write({{"x", "g.left"}, {"y", "g.right"}, {"g.out", "out"}, {"g.spare", "spare"}});
  EXPECT_EQ(edges(), (std::vector<std::string>{"x->g.n: x -> g.n, 0", "y->g.m: y -> g.m, 0"}));
  write({{"x", "g"}, {"y", "g.right"}, {"g", "out"}});
  EXPECT_EQ(fault(),
            "/node/edges: the edge x -> g names the graph 'g', which has 2 Inputs (expected 1, or "
            "an edge that names 'g.<port>')\n"
            "/node/edges: the edge g -> out names the graph 'g', which has 2 Outputs (expected 1, "
            "or an edge that names 'g.<port>')");
}

TEST_F(NestedGraph, PortsHaveTheSizeOfWhatPasses) {
  writer()
      .input("in", {8})
      .graph("g")
      .input("g/nodes/p", {1, 2, 4})
      .node("g/nodes/pool", "SumPool2d")
      .field("kernel_size", 2)
      .field("stride", 2)
      .integrate_and_fire("g/nodes/n", 2)
      .output("g/nodes/q")
      .edges({{"p", "pool"}, {"pool", "n"}, {"n", "q"}}, false, "g")
      .output("out")
      .edges({{"in", "g"}, {"g", "out"}});
  EXPECT_EQ(edges(), std::vector<std::string>{"in->g.n: in -> g.n, 0"});
  writer()
      .input("in", {8})
      .graph("g")
      .input("g/nodes/p", {9})
      .integrate_and_fire("g/nodes/n", 8)
      .output("g/nodes/q")
      .edges({{"p", "n"}, {"n", "q"}}, false, "g")
      .output("out")
      .edges({{"in", "g"}, {"g", "out"}});
  EXPECT_EQ(fault(), "/node/nodes/g/nodes/p: shape: takes 9 values, found 8 (8, 1, 1)");
}

TEST_F(NestedGraph, FaultsNameTheInnerPlace) {
  writer()
      .input("in", {1})
      .graph("g")
      .input("g/nodes/p", {1})
      .node("g/nodes/n", "IF")
      .field("r", 1)
      .output("g/nodes/q")
      .edges({{"p", "n"}, {"n", "lif"}, {"n", "q"}}, false, "g")
      .graph("h")
      .output("out")
      .edges({{"in", "g"}, {"g", "out"}});
  EXPECT_EQ(fault(),
            "/node/nodes/g/nodes/n/v_threshold: missing\n"
            "/node/nodes/g/edges: the edge n -> lif names 'lif', no such node\n"
            "/node/nodes/h/edges: missing");
}

TEST_F(NestedGraph, JoinedNamesAreUnique) {
  writer()
      .input("in", {1})
      .graph("g")
      .input("g/nodes/p", {1})
      .integrate_and_fire("g/nodes/n", 1)
      .output("g/nodes/q")
      .edges({{"p", "n"}, {"n", "q"}}, false, "g")
      .integrate_and_fire("g.n", 1)
      .output("out")
      .edges({{"in", "g"}, {"g", "out"}});
  EXPECT_EQ(fault(), "/node/nodes/g.n: its joined name 'g.n' is that of another node too");
}

/// A group that is linked into itself has no end.
TEST_F(NestedGraph, DepthHasABound) {
  writer().input("in", {1}).graph("g").edges({}, false, "g").output("out").edges({});
  {
    const Hdf5Id file(H5Fopen(file_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
    H5Lcreate_hard(file.get(), "/node/nodes/g", file.get(), "/node/nodes/g/nodes/again",
                   H5P_DEFAULT, H5P_DEFAULT);
  }
  EXPECT_NE(fault().find("graphs are nested more than 16 deep"), std::string::npos) << fault();
}

TEST_F(NestedGraph, AMissingNodeIsMatchedByTypeOnRequest) {
  const auto write = [&](int neurons) {
    NirWriter w = writer();
    w.input("in", {1}).graph("g").input("g/nodes/p", {1}).output("g/nodes/q");
    for (int n = 0; n < neurons; ++n) {
      w.integrate_and_fire("g/nodes/n" + std::to_string(n), 1);
    }
    w.edges({{"p", "if"}, {"if", "q"}}, false, "g")
        .output("out")
        .edges({{"in", "g"}, {"g", "out"}});
  };
  NirOptions options;
  options.match_missing_nodes = true;
  const std::string missing = "/node/nodes/g/edges: the edge p -> if names 'if', no such node";
  write(1);
  EXPECT_EQ(fault(), missing + "\n/node/nodes/g/edges: the edge if -> q names 'if', no such node");
  EXPECT_EQ(edges(options), std::vector<std::string>{"in->g.n0: in -> g.n0, 0"});
  write(2);
  EXPECT_NE(fault(options).find(missing + ", and of the nodes that no edge names 2 have a type "
                                          "like it ('n0', 'n1'), expected 1"),
            std::string::npos)
      << fault(options);
  write(0);
  EXPECT_NE(fault(options).find("0 have a type like it, expected 1"), std::string::npos);
}

}  // namespace
}  // namespace engram::workloads
