#include <gtest/gtest.h>

#include <filesystem>

#include "tests/sim/command/program.hpp"

/// The power model of ODIN, predicted from our tables (configs/published/odin).
namespace engram::sim {
namespace {

const std::filesystem::path kOdin =
    std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/published/odin";

bool has_line(const std::string& text, const std::string& beginning) {
  return text.find("\n" + beginning) != std::string::npos;
}

/// 64 spikes of one axon, each onto 256 neurons.
TEST(Odin, AccessesAndMemoriesAreThoseOfTheChip) {
  const Scratch scratch;
  const ProgramResult result =
      engram("run " + (kOdin / "core.json").string() + " --quiet --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const std::string accesses = read_file(scratch.path() / "r/accesses.csv");
  EXPECT_EQ(value_of(read_file(scratch.path() / "r/stats.json"), "synaptic_operations"), "16384");
  EXPECT_TRUE(has_line(accesses, "core0,state,read,16384,")) << "one an operation";
  EXPECT_TRUE(has_line(accesses, "core0,state,write,16384,"));
  EXPECT_TRUE(has_line(accesses, "core0,synapses.weights,read,2048,")) << "an eighth";
  EXPECT_TRUE(has_line(accesses, "core0,synapses.weights.update,write,2048,"));
  const std::string stats = read_file(scratch.path() / "r/stats.txt");
  EXPECT_NE(stats.find("1 x 1 of RM_IHPSG13_1P_8192x32"), std::string::npos) << "32 KiB";
  EXPECT_NE(stats.find("1 x 2 of RM_IHPSG13_1P_256x64"), std::string::npos) << "256 x 128 bits";
}

TEST(Odin, ThePagePrintsWhatTheStudyPrints) {
  const Scratch scratch;
  const ProgramResult result = engram("study " + (kOdin / "study.json").string(), scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.output << result.errors;
  const std::string page = read_file(kOdin / "README.md");
  const std::size_t begin = page.find("```\ntable ") + 4;
  const std::string shown = page.substr(begin, page.find("```", begin) - begin);
  ASSERT_GT(shown.size(), 200u);
  EXPECT_NE(result.output.find(shown), std::string::npos) << result.output;
}

}  // namespace
}  // namespace engram::sim
