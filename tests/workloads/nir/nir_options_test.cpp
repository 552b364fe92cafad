#include <gtest/gtest.h>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

/// Files beside the standard: refused, or taken where it is asked for.
class Options : public testing::Test {
 protected:
  NirWriter writer() { return NirWriter(file_); }
  std::string fault(const DynamicsChoice& choice, const NirOptions& options = {}) {
    try {
      import_nir(file_, choice, options);
    } catch (const FileFault& fault) {
      return std::string(fault.what()).substr(file_.string().size() + 2);
    }
    return "";
  }
  void write_cuba(double tau_mem, double tau_syn) {
    writer()
        .input("in", {1})
        .node("n", "CubaLIF")
        .field("tau_mem", tau_mem)
        .field("tau_syn", tau_syn)
        .field("r", 1)
        .field("v_leak", 0)
        .field("v_threshold", 1)
        .output("out")
        .edges({{"in", "n"}, {"n", "out"}});
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "options.nir";
};

TEST_F(Options, TimeConstantsInTimesteps) {
  write_cuba(10, 4);
  EXPECT_EQ(fault({"nir", 1e-4}),
            "/node/nodes/n: tau_mem: found 10 s, which is 100000 timesteps of 0.0001 s; expected "
            "less than 1 s or 1000 timesteps. If the file counts timesteps, say so (time_unit "
            "'timesteps'); if it means seconds, too ('seconds')");
  NirOptions options;
  options.time_unit = NirTimeUnit::timesteps;
  const Network network = import_nir(file_, {"nir", 1e-4}, options);
  EXPECT_EQ(network.graph[*network.find("n")].step.membrane_decay[0], 0.9);
  EXPECT_EQ(network.graph[*network.find("n")].step.current_decay[0], 0.75);
  options.time_unit = NirTimeUnit::seconds;
  const Network slow = import_nir(file_, {"nir", 1e-4}, options);
  EXPECT_DOUBLE_EQ(slow.graph[*slow.find("n")].step.membrane_decay[0], 1 - 1e-5);
  write_cuba(0.9, 5);
  EXPECT_NE(fault({"nir", 1e-4}).find("tau_syn: found 5 s"), std::string::npos);
  write_cuba(2, 2);  // seconds, and short enough in timesteps
  EXPECT_EQ(fault({"nir", 0.01}), "");
}

TEST_F(Options, NegativeTimeConstantsStayRefused) {
  for (const auto unit : {NirTimeUnit::seconds, NirTimeUnit::timesteps}) {
    NirOptions options;
    options.time_unit = unit;
    write_cuba(-10, 4);
    EXPECT_EQ(fault({"nir", 1}, options), "/node/nodes/n: tau_mem must be above 0 (found -10)");
  }
}

TEST_F(Options, TransposedWeights) {
  writer()
      .input("in", {3})
      .node("w", "Affine")
      .field("weight", {1, 2, 3, 4, 5, 6}, {3, 2})
      .field("bias", std::vector<double>{7, 8})
      .integrate_and_fire("n", 2)
      .output("out")
      .edges({{"in", "w"}, {"w", "n"}, {"n", "out"}});
  EXPECT_EQ(fault({"nir"}),
            "/node/nodes/w: weight: takes 2 inputs, found 3 (3, 1, 1); the matrix seems "
            "transposed: (outputs, inputs) is expected");
  NirOptions options;
  options.transposed_weights = true;
  const Network network = import_nir(file_, {"nir"}, options);
  const Projection& w = network.graph[network.projections().at(0)];
  EXPECT_EQ(weights(w.connection), (std::vector<float>{1, 3, 5, 2, 4, 6}));
  EXPECT_EQ(network.graph[*network.find("n")].step.bias.values(), (std::vector<double>{7, 8}));
}

/// A bias of the transposed length is legal only where the matrix is turned.
TEST_F(Options, TransposedWeightsDoNotCoverOtherFaults) {
  NirOptions options;
  options.transposed_weights = true;
  const auto write = [&](double inputs, std::size_t bias) {
    writer()
        .input("in", {inputs})
        .node("w", "Affine")
        .field("weight", {1, 2, 3, 4, 5, 6}, {3, 2})
        .field("bias", std::vector<double>(bias, 7))
        .integrate_and_fire("n", 3)
        .output("out")
        .edges({{"in", "w"}, {"w", "n"}, {"n", "out"}});
  };
  write(2, 2);
  EXPECT_EQ(fault({"nir"}, options), "/node/nodes/w: bias: found 2 values, expected 3");
  write(4, 3);
  EXPECT_EQ(fault({"nir"}, options), "/node/nodes/w: weight: takes 2 inputs, found 4 (4, 1, 1)");
  write(3, 3);
  EXPECT_EQ(fault({"nir"}, options), "/node/nodes/w: bias: found 3 values, expected 2");
  write(2, 3);
  EXPECT_EQ(fault({"nir"}, options), "");
}

}  // namespace
}  // namespace engram::workloads
