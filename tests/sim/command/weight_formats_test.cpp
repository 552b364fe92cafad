#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// Networks that other tools trained, in every weight format, on a real recording.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

struct Run {
  const char* name;
  const char* config;    ///< of configs/runs
  const char* quantize;  ///< "/compression/quantize"
  const char* format;    ///< as stats.json names it
  const char* reads;     ///< a region that the run reads
};

class WeightFormats : public testing::TestWithParam<Run> {};

TEST_P(WeightFormats, RunOnARecording) {
  const fs::path recording = fs::path(ENGRAM_REFERENCE_DIR) / "real/nmnist/60001.bs2";
  if (!fs::exists(recording)) GTEST_SKIP() << "reference data not found at " << recording;
  const fs::path config = fs::path(ENGRAM_SOURCE_DIR) / "configs/runs" / GetParam().config;
  const Scratch scratch;
  const ProgramResult done =
      engram("run '" + config.string() + "' --out r --set /workload/input/timesteps=60 " +
                 "--set '/compression={\"quantize\": " + GetParam().quantize + "}'",
             scratch.path());
  ASSERT_EQ(done.exit_code, 0) << done.errors;
  const std::string stats = read_file(scratch.path() / "r/stats.json");
  EXPECT_NE(stats.find("\"" + std::string(GetParam().format) + "\""), std::string::npos);
  EXPECT_NE(stats.find("\"zeros_made\""), std::string::npos);
  const std::string accesses = read_file(scratch.path() / "r/accesses.csv");
  EXPECT_NE(accesses.find(GetParam().reads), std::string::npos);
}

const Run kRuns[] = {
    {"uniform", "nmnist_bitmap.json", R"({"bits": 4, "calibration": "mse"})", "uniform4",
     ".weights,read,"},
    {"ternary", "nmnist_bitmap.json", R"({"format": "ternary"})", "uniform2", ".weights,read,"},
    {"power_of_two", "nmnist_bitmap.json", R"({"format": "power_of_two"})", "power_of_two4",
     ".weights,read,"},
    {"codebook", "nmnist_bitmap.json",
     R"({"format": "codebook", "bits": 3, "granularity": "channel"})", "codebook3",
     ".codebook,read,"},
    {"integers", "slayer_nmnist.json", R"({"bits": 4})", "uniform4", ".weights,read,"},
    {"integer_powers", "slayer_nmnist.json", R"({"format": "power_of_two"})", "power_of_two4",
     ".weights,read,"}};

INSTANTIATE_TEST_SUITE_P(Real, WeightFormats, testing::ValuesIn(kRuns),
                         [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace engram::sim
