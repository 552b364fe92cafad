#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// `schedule: pipelined` against `wave`: the same spikes and accesses, in other cycles.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

class Schedules : public testing::TestWithParam<const char*> {
 protected:
  Scratch scratch;
  std::string config() const {
    if (std::string(GetParam()).empty()) return "run.json";
    return "'" + (fs::path(ENGRAM_SOURCE_DIR) / "configs/runs" / GetParam()).string() + "'";
  }
  fs::path run(const std::string& schedule, const std::string& fidelity) {
    scratch.write("run.json", small_config());
    const std::string out = schedule + fidelity;
    const ProgramResult done = engram(
        "run " + config() + " --quiet --set /results/spikes=true --set /chip/schedule=" + schedule +
            " --set /fidelity=" + fidelity + " --out " + out,
        scratch.path());
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    return scratch.path() / out;
  }
};

TEST_P(Schedules, GiveTheSameSpikes) {
  for (const char* fidelity : {"fast", "cycle"}) {
    const fs::path wave = run("wave", fidelity), pipelined = run("pipelined", fidelity);
    EXPECT_EQ(read_file(wave / "spikes.csv"), read_file(pipelined / "spikes.csv"));
    EXPECT_GT(read_file(wave / "spikes.csv").size(), 100U);
    EXPECT_EQ(columns_without_time(read_file(wave / "accesses.csv"), 4),
              columns_without_time(read_file(pipelined / "accesses.csv"), 4));
    // sample, timestep, input_spikes, spikes, synaptic_operations
    EXPECT_EQ(columns_without_time(read_file(wave / "timesteps.csv"), 5),
              columns_without_time(read_file(pipelined / "timesteps.csv"), 5));
    EXPECT_NE(read_file(wave / "timesteps.csv"), read_file(pipelined / "timesteps.csv"));
  }
}

INSTANTIATE_TEST_SUITE_P(Runs, Schedules,
                         testing::Values("", "demo_convolution.json", "demo_retention.json"));

}  // namespace
}  // namespace engram::sim
