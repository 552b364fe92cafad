#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// What the figures of a real network on a real recording rest on.
namespace engram::sim {
namespace {

TEST(Provenance, MostOfTheEnergyOfARealRunIsMeasuredOrSynthesised) {
  if (!std::filesystem::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const Scratch scratch;
  const ProgramResult result =
      engram("run '" ENGRAM_SOURCE_DIR "/configs/runs/nmnist_bitmap.json' --quiet --out r",
             scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const std::string stats = read_file(scratch.path() / "r/stats.json");
  const std::string provenance = stats.substr(stats.find("\"provenance\""));
  const auto share = [&](const char* method) { return std::stod(value_of(provenance, method)); };
  const double known = share("measured") + share("synthesised");
  EXPECT_NEAR(known + share("cited") + share("scaled") + share("assumed"), 1, 1e-9);
  EXPECT_GT(known, 0.9);
}

}  // namespace
}  // namespace engram::sim
