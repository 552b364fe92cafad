#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// Fidelity changes time alone: five networks, three of them with real recordings.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

std::string summary_of(const fs::path& stats, const std::string& key) {
  const std::string json = read_file(stats);
  const std::size_t at = json.find("\"" + key + "\": ");
  if (at == std::string::npos) return "no " + key;
  const std::size_t begin = at + key.size() + 4;
  const char* const ends = json[begin] == '[' ? "]" : ",\n";
  return json.substr(begin, json.find_first_of(ends, begin) - begin);
}

class FiveNetworks : public testing::TestWithParam<const char*> {
 protected:
  Scratch scratch;
  fs::path run(const std::string& fidelity) {
    const fs::path config = fs::path(ENGRAM_SOURCE_DIR) / "configs/runs" / GetParam();
    const ProgramResult done = engram(
        "run '" + config.string() + "' --quiet --set /fidelity=" + fidelity + " --out " + fidelity,
        scratch.path());
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    return scratch.path() / fidelity;
  }
};

TEST_P(FiveNetworks, DifferInTimeAlone) {
  const fs::path config = fs::path(ENGRAM_SOURCE_DIR) / "configs/runs" / GetParam();
  if (read_file(config).find("shared/reference") != std::string::npos &&
      !fs::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const fs::path fast = run("fast"), cycle = run("cycle");
  const std::string counts = columns_without_time(read_file(fast / "accesses.csv"), 4);
  EXPECT_EQ(columns_without_time(read_file(cycle / "accesses.csv"), 4), counts);
  EXPECT_NE(counts.find(",read,"), std::string::npos);
  for (const char* key : {"spikes", "synaptic_operations", "output_spikes", "input_spikes"}) {
    EXPECT_EQ(summary_of(fast / "stats.json", key), summary_of(cycle / "stats.json", key)) << key;
  }
  const double ratio = std::stod(summary_of(cycle / "stats.json", "cycles")) /
                       std::stod(summary_of(fast / "stats.json", "cycles"));
  EXPECT_GT(ratio, 0.9);
  EXPECT_LT(ratio, 1.1);
  EXPECT_NE(ratio, 1.0) << "cycle counts what fast estimates";
}

INSTANTIATE_TEST_SUITE_P(Runs, FiveNetworks,
                         testing::Values("demo_convolution.json", "demo_retention.json",
                                         "nmnist_bitmap.json", "slayer_gesture.json",
                                         "slayer_nmnist.json"));

}  // namespace
}  // namespace engram::sim
