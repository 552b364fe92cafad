#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "tests/sim/sweep/sweep_folder.hpp"
#include "workloads/network/random.hpp"

/// Sweeps that are killed: ENGRAM_KILLS times (3 unless set), each then resumed.
namespace engram::sim {
namespace {

int kills() {
  const char* const text = std::getenv("ENGRAM_KILLS");
  return text == nullptr ? 3 : std::atoi(text);
}

const std::string kManyPoints = R"(
  "axes": { "/chip/core/synapse_memory/encoding": ["crossbar", "index", "bitmap"],
            "/compression/quantize/bits": [2, 3, 4, 5, 6, 7, 8], "/seed": [1, 2, 3] },
  "columns": ["energy_per_sample_pj", "cycles_per_sample"])";

TEST(KilledSweep, ResumedIsTheSameAsUndisturbed) {
  const SweepFolder folder;
  folder.sweep(kManyPoints);
  const auto begun_at = std::chrono::steady_clock::now();
  ASSERT_EQ(engram("sweep sweep.json --out whole", folder.path()).exit_code, 0);
  const std::chrono::duration<double> undisturbed = std::chrono::steady_clock::now() - begun_at;
  const std::string whole = read_file(folder.path() / "whole" / "sweep.csv");
  workloads::RandomStream draws(1, 0);
  int cut_short = 0;
  for (int kill = 0; kill < kills(); ++kill) {
    const std::string out = "killed" + std::to_string(kill);
    const double seconds = undisturbed.count() * draws.unit();
    const std::string command = "cd '" + folder.path().string() +
                                "' && { '" ENGRAM_PROGRAM "' sweep sweep.json --out " + out +
                                " > /dev/null & child=$!; sleep " + std::to_string(seconds) +
                                "; kill -9 $child; wait $child; } 2> /dev/null";
    cut_short += std::system(command.c_str()) != 0 ? 1 : 0;
    const bool begun = std::filesystem::exists(folder.path() / out / "sweep.db");
    const ProgramResult resumed =
        engram("sweep sweep.json --out " + out + (begun ? " --resume" : ""), folder.path());
    EXPECT_EQ(resumed.exit_code, 0) << resumed.errors;
    EXPECT_EQ(read_file(folder.path() / out / "sweep.csv"), whole) << "killed after " << seconds;
    EXPECT_EQ(files_of(folder.path() / out).size(), 6U);  // database, four tables, activity
  }
  EXPECT_GT(cut_short, 0);
}

}  // namespace
}  // namespace engram::sim
