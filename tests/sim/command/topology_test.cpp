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

}  // namespace
}  // namespace engram::sim
