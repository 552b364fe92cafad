#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// A labelled batch of real recordings through the program (EXPECTED.md section 1, variant A).
namespace engram::sim {
namespace {

TEST(NmnistBatch, FortyEightOfFiftyAreRight) {
  const std::filesystem::path real = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";
  if (!std::filesystem::exists(real)) GTEST_SKIP() << "reference data not found at " << real;
  const Scratch scratch;
  scratch.write("run.json", R"({ "workload": {
    "network": { "nir": ")" + (real / "nir/cnn_sinabs.nir").string() +
                                R"(", "dynamics": "sinabs_single", "dt_us": 1000 },
    "input": { "events": ")" + (real / "nmnist").string() +
                                R"(", "labels": ")" +
                                (real / "nmnist/test100_labels.txt").string() +
                                R"(", "timesteps": 300, "limit": 50 } },
    "chip": { "mesh": [8, 8], "core": { "synapse_memory_kib": 4096 } } })");
  const ProgramResult result = engram("run run.json --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_NE(result.output.find("accuracy 96.0%: 48 right of 50 labelled\n"
                               "wrong: 60022 (6 -> 5), 60037 (7 -> 2)\n"),
            std::string::npos)
      << result.output;
  const std::string samples = read_file(scratch.path() / "r/samples.csv");
  EXPECT_NE(samples.find("\n60001,7,7,1,3319,11,3319,32720,4345952,"), std::string::npos);
  EXPECT_NE(read_file(scratch.path() / "r/stats.json").find("\"accuracy\": 0.96,"),
            std::string::npos);
}

}  // namespace
}  // namespace engram::sim
