#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// Networks on chip from a config.
namespace engram::sim {
namespace {

class Topologies : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override { scratch.write("run.json", small_config()); }
  /// Three routers, a core each.
  ProgramResult run(const std::string& noc) {
    return engram(
        "run run.json --quiet --out r --set '/chip/mesh=[3, 1]' --set "
        "/chip/mapping/strategy=separate "
        "--set '/chip/noc=" +
            noc + "'",
        scratch.path());
  }
};

TEST_F(Topologies, ATableThatCanDeadlockIsRefused) {
  const ProgramResult refused = run(
      R"({"topology": "table", "channels": [[0, 1], [1, 2], [2, 0]],
          "next_hops": [[0, 1, 1], [2, 1, 2], [0, 0, 2]]})");
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_NE(
      refused.errors.find("/chip/noc: routes can deadlock: these channels wait for each other "
                          "in a circle: r0->r1, r1->r2, r2->r0"),
      std::string::npos)
      << refused.errors;
  EXPECT_FALSE(std::filesystem::exists(scratch.path() / "r"));
}

TEST_F(Topologies, ATableThatCannotRuns) {
  const ProgramResult done = run(
      R"({"topology": "table", "channels": [[0, 1], [1, 2], [2, 1], [1, 0]],
          "next_hops": [[0, 1, 1], [0, 1, 2], [1, 1, 2]]})");
  EXPECT_EQ(done.exit_code, 0) << done.errors;
  EXPECT_NE(read_file(scratch.path() / "r/accesses.csv").find("noc,table,noc_hop,"),
            std::string::npos);
}

TEST_F(Topologies, TablesAreCheckedAllAtOnce) {
  const ProgramResult refused = run(
      R"({"topology": "table", "channels": [[0, 1], [0, 1], [7, 0]], "next_hops": [[0, 1, 2]]})");
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_NE(refused.errors.find("/chip/noc: found 1 routing tables for 3 routers"),
            std::string::npos)
      << refused.errors;
  EXPECT_NE(run(R"({"topology": "table"})")
                .errors.find("/chip/noc/next_hops: missing: topology table is made of"),
            std::string::npos);
  EXPECT_NE(run(R"({"topology": "ring", "channels": []})")
                .errors.find("/chip/noc/channels: only topology table has it"),
            std::string::npos);
}

/// 20 inputs, each with events in every timestep, 60 projections onto the same neuron: an axon
/// record lists 60 rows, more than a word holds, so the core takes a flit every few cycles only.
std::string many_rows() {
  std::string projections;
  for (int p = 0; p < 60; ++p) {
    projections += (p == 0 ? "" : ",") + std::string(R"({ "name": "p)") + std::to_string(p) +
                   R"(", "source": "in", "target": "out", "type": "dense",
                       "weights": { "distribution": "uniform_int", "low": 1, "high": 3 } })";
  }
  return R"({ "name": "rows", "fidelity": "cycle", "workload": { "network": { "populations": [
      { "name": "in", "shape": [20], "neuron": { "model": "input" } },
      { "name": "out", "shape": [1], "output": true, "neuron": { "model": "if", "threshold": 9 } }
    ], "projections": [)" +
         projections + R"(] }, "input": { "poisson": { "rate_hz": 1000 }, "timesteps": 3 } },
    "compression": { "quantize": { "bits": 4, "scale": 1 } } })";
}

// A watchdog without patience takes a core that reads its axon table for one that hangs.
TEST_F(Topologies, ANetworkThatStandsStillFailsTheRun) {
  scratch.write("rows.json", many_rows());
  const ProgramResult stalled =
      engram("run rows.json --quiet --out r --set /chip/noc/watchdog_cycles=1", scratch.path());
  EXPECT_EQ(stalled.exit_code, 4);
  EXPECT_NE(stalled.errors.find("engram: simulation error: nothing moved for 1 cycles, "),
            std::string::npos)
      << stalled.errors;
  EXPECT_NE(stalled.errors.find(" waits for core0 to be ready"), std::string::npos)
      << stalled.errors;
  EXPECT_FALSE(std::filesystem::exists(scratch.path() / "r"));
  const ProgramResult done =
      engram("run rows.json --quiet --out r --set /chip/noc/watchdog_cycles=100", scratch.path());
  EXPECT_EQ(done.exit_code, 0) << done.errors;
}

}  // namespace
}  // namespace engram::sim
