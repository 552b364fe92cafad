#include <gtest/gtest.h>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

/// Delay nodes and the delays of presets and loops.
class Delays : public testing::Test {
 protected:
  NirWriter writer() { return NirWriter(file_); }
  /// in -> Delay -> n -> out.
  void write(const std::vector<double>& delay, const NirWriter::Shape& shape, hid_t type) {
    writer()
        .input("in", {3})
        .node("d", "Delay")
        .field("delay", delay, shape, type)
        .integrate_and_fire("n", 3)
        .output("out")
        .edges({{"in", "d"}, {"d", "n"}, {"n", "out"}});
  }
  std::string fault(double dt, const NirOptions& options = {}) {
    try {
      import_nir(file_, {"nir", dt}, options);
    } catch (const FileFault& fault) {
      return std::string(fault.what()).substr(file_.string().size() + 2);
    }
    return "";
  }
  std::vector<std::string> edges(const DynamicsChoice& choice) {
    const Network network = import_nir(file_, choice);
    std::vector<std::string> found;
    for (const ProjectionId& id : network.projections()) {
      found.push_back(network.graph[id].name + ": " + std::to_string(network.graph[id].delay));
    }
    return found;
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "delays.nir";
};

TEST_F(Delays, AreWholeTimesteps) {
  write({0.003}, {}, H5T_NATIVE_FLOAT);  // 3.0000000949949026 ms
  EXPECT_EQ(edges({"nir", 1e-3}), std::vector<std::string>{"in->n: 3"});
  write({0.1}, {1}, H5T_NATIVE_FLOAT);
  EXPECT_EQ(edges({"nir", 1e-4}), std::vector<std::string>{"in->n: 1000"});
  write({0.0035}, {}, H5T_NATIVE_DOUBLE);
  EXPECT_EQ(fault(1e-3),
            "/node/nodes/d: delay: found 0.0035 = 3.5 timesteps of 0.001, expected a whole number "
            "of them");
  write({0.003000004}, {}, H5T_NATIVE_DOUBLE);  // 1.3e-6 of 3 steps
  EXPECT_NE(fault(1e-3).find("expected a whole number"), std::string::npos);
  write({0.003000002}, {}, H5T_NATIVE_DOUBLE);  // 0.7e-6
  EXPECT_EQ(fault(1e-3), "");
  EXPECT_EQ(fault(0), "/node/nodes/d: delay: needs dt > 0, the length of a timestep (found 0)");
  EXPECT_EQ(fault(1e-9), "/node/nodes/d: delay: found 3e+06 timesteps, expected at most 65536");
  write({0}, {}, H5T_NATIVE_INT);
  EXPECT_EQ(fault(0), "");
}

TEST_F(Delays, InTimestepsOnRequest) {
  write({5, 5, 5}, {3}, H5T_STD_I64LE);
  EXPECT_EQ(fault(1e-3),
            "/node/nodes/d: delay: found 5 s, which is 5000 timesteps of 0.001 s; expected less "
            "than 1 s or 1000 timesteps. If the file counts timesteps, say so (time_unit "
            "'timesteps'); if it means seconds, too ('seconds')");
  NirOptions options;
  options.time_unit = NirTimeUnit::seconds;
  Network network = import_nir(file_, {"nir", 1e-3}, options);
  EXPECT_EQ(network.graph[network.projections().at(0)].delay, 5000U);
  options.time_unit = NirTimeUnit::timesteps;
  network = import_nir(file_, {"nir", 0}, options);
  EXPECT_EQ(network.graph[network.projections().at(0)].delay, 5U);
}

TEST_F(Delays, ThatDifferMakeAProjectionEach) {
  write({0.25, 0.5, 0.25}, {3}, H5T_NATIVE_DOUBLE);
  EXPECT_EQ(edges({"nir", 0.25}), (std::vector<std::string>{"in->n: 1", "in->n.2: 2"}));
  const Network network = import_nir(file_, {"nir", 0.25});
  const auto projections = network.projections();
  const auto& first = std::get<Sparse>(network.graph[projections[0]].connection);
  const auto& second = std::get<Sparse>(network.graph[projections[1]].connection);
  EXPECT_EQ(first.target, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(second.target, std::vector<std::uint32_t>{1});
  write({0.25, 0.5}, {2}, H5T_NATIVE_DOUBLE);
  EXPECT_EQ(fault(0.25),
            "/node/nodes/d: delay: found 2 values (2), expected 1 or those of (3, 1, 1)");
}

/// The weights before and behind, and biases, which act once.
TEST_F(Delays, ThatDifferSplitMatricesAndBiases) {
  writer()
      .input("in", {2})
      .affine("a", {1, 2, 3, 4}, {10, 20})
      .node("d", "Delay")
      .field("delay", std::vector<double>{1, 3})
      .affine("b", {1, 1, 0, 1}, {100, 200})
      .integrate_and_fire("n", 2)
      .output("out")
      .edges({{"in", "a"}, {"a", "d"}, {"d", "b"}, {"b", "n"}, {"n", "out"}});
  const Network network = import_nir(file_, {"nir", 1});
  const auto projections = network.projections();
  ASSERT_EQ(projections.size(), 2U);
  EXPECT_EQ(network.graph[projections[0]].name, "a+b");
  EXPECT_EQ(network.graph[projections[0]].delay, 1U);
  EXPECT_EQ(weights(network.graph[projections[0]].connection), (std::vector<float>{1, 2, 0, 0}));
  EXPECT_EQ(network.graph[projections[1]].delay, 3U);
  EXPECT_EQ(weights(network.graph[projections[1]].connection), (std::vector<float>{3, 4, 3, 4}));
  const PerNeuron& bias = network.graph[*network.find("n")].step.bias;
  EXPECT_EQ(bias.values(), (std::vector<double>{130, 220}));
}

TEST_F(Delays, TooManyDifferentOnes) {
  std::vector<double> delays(300);
  for (std::size_t at = 0; at < delays.size(); ++at) delays[at] = static_cast<double>(at);
  writer()
      .input("in", {300})
      .node("d", "Delay")
      .field("delay", delays)
      .integrate_and_fire("n", 300)
      .output("out")
      .edges({{"in", "d"}, {"d", "n"}, {"n", "out"}});
  EXPECT_EQ(fault(1), "/node/nodes/d: delay: found 300 different delays, expected at most 256");
}

/// A loop that a Delay breaks needs no other; the presets that hand on late add theirs.
TEST_F(Delays, OfLoopsAndPresets) {
  const auto write = [&](bool delayed) {
    writer()
        .input("in", {1})
        .integrate_and_fire("a", 1)
        .integrate_and_fire("b", 1)
        .node("d", delayed ? "Delay" : "Scale")
        .field(delayed ? "delay" : "scale", 2)
        .output("out")
        .edges({{"in", "a"}, {"a", "b"}, {"b", "d"}, {"d", "a"}, {"b", "out"}});
  };
  write(true);
  EXPECT_EQ(edges({"nir", 1}), (std::vector<std::string>{"in->a: 0", "a->b: 0", "b->a: 2"}));
  EXPECT_EQ(edges({"lava", 1}), (std::vector<std::string>{"in->a: 1", "a->b: 1", "b->a: 3"}));
  write(false);
  EXPECT_EQ(edges({"nir", 1}), (std::vector<std::string>{"in->a: 0", "a->b: 1", "b->a: 1"}));
  EXPECT_EQ(edges({"spyx", 1}), (std::vector<std::string>{"in->a: 1", "a->b: 1", "b->a: 1"}));
  DynamicsChoice choice{"lava", 1};
  choice.recurrent_delay = 4;
  EXPECT_EQ(edges(choice), (std::vector<std::string>{"in->a: 1", "a->b: 4", "b->a: 4"}));
}

}  // namespace
}  // namespace engram::workloads
