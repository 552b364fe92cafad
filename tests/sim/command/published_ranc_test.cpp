#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// RANC's test bench, folder and packets as its tools wrote them, through the program.
namespace engram::sim {
namespace {

TEST(RancBench, PutsOutAsManyPacketsAsRecorded) {
  const auto folder = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real" / "ranc" / "256";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "reference data not found at " << folder;
  const Scratch scratch;
  scratch.write("run.json", R"({ "workload": {
    "network": { "ranc": ")" + folder.string() +
                                R"(", "grid_width": 4, "output_core": 8 },
    "input": { "events": ")" + (folder / "tb_input.txt").string() +
                                R"(", "format": "ranc_packets", "timesteps": 20 } },
    "chip": { "mesh": [4, 4] } })");
  const ProgramResult result = engram("run run.json --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  // The recorded 539 of ticks 2 to 11, and 250, 31 and 8 x 31 of the others (EXPECTED.md section
  // 9).
  EXPECT_NE(result.output.find("\ncore4                    256        1 068 "), std::string::npos)
      << result.output;
  // A word of the table at least for every synapse that an event reaches.
  const std::string accesses = read_file(scratch.path() / "r/accesses.csv");
  EXPECT_NE(accesses.find("core1_core4.codebook,read,"), std::string::npos);
}

}  // namespace
}  // namespace engram::sim
