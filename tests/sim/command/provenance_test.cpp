#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// What the figures of a real network on a real recording rest on.
namespace engram::sim {
namespace {

/// Share of a run's energy that is measured or synthesised.
double known_share(const std::string& arguments) {
  const Scratch scratch;
  const ProgramResult result = engram("run " + arguments + " --quiet --out r", scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  if (result.exit_code != 0) return 0;
  const std::string stats = read_file(scratch.path() / "r/stats.json");
  const std::string provenance = stats.substr(stats.find("\"provenance\""));
  const auto share = [&](const char* method) { return std::stod(value_of(provenance, method)); };
  const double known = share("measured") + share("synthesised");
  EXPECT_NEAR(known + share("cited") + share("scaled") + share("assumed"), 1, 1e-9);
  return known;
}

TEST(Provenance, MostOfTheEnergyOfARealRunIsMeasuredOrSynthesised) {
  if (!std::filesystem::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  EXPECT_GT(known_share("'" ENGRAM_SOURCE_DIR "/configs/runs/nmnist_bitmap.json'"), 0.9);
}

TEST(Provenance, AndOfTheDemoInEveryEncoding) {
  const auto known = [](const std::string& run, const std::string& encoding) {
    return known_share("'" ENGRAM_SOURCE_DIR "/configs/runs/" + run +
                       ".json' --set /chip/core/synapse_memory/encoding=" + encoding);
  };
  for (const char* run : {"demo_retention", "demo_convolution", "randman"}) {
    for (const char* encoding : {"crossbar", "index", "bitmap"}) {
      EXPECT_GT(known(run, encoding), 0.9) << run << ", " << encoding;
    }
  }
  EXPECT_GT(known("demo_convolution", "functional"), 0.9);
}

}  // namespace
}  // namespace engram::sim
