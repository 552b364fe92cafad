#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/sim/sweep/sweep_folder.hpp"

/// `engram sweep` and `engram merge`: the same table however the points came to be.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

std::string table(const SweepFolder& folder, const std::string& out) {
  return read_file(folder.path() / out / "sweep.csv");
}

TEST(SweepCommand, WritesARowAPoint) {
  const SweepFolder folder;
  folder.sweep(R"("axes": { "/chip/core/synapse_memory/encoding": ["crossbar", "index"],
      "/workload/input/timesteps": [1, 3] },
    "columns": ["synaptic_operations_per_sample", "stored_bits"],
    "objectives": { "stored_bits": "least", "synaptic_operations_per_sample": "most" })");
  const ProgramResult ran = engram("sweep sweep.json --out r", folder.path());
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_EQ(ran.output,
            "s: 4 points: 4 ok (2 simulated, 2 priced), 0 refused, 0 failed\n"
            "results in r/sweep.db\n");
  EXPECT_EQ(table(folder, "r"),
            "/chip/core/synapse_memory/encoding,/workload/input/timesteps,status,"
            "synaptic_operations_per_sample,stored_bits,front,error\n"
            "crossbar,1,ok,4,128,0,\n"
            "crossbar,3,ok,12,128,1,\n"
            "index,1,ok,4,141,0,\n"
            "index,3,ok,12,141,0,\n");
  EXPECT_EQ(read_file(folder.path() / "r" / "sensitivity.csv"),
            "axis,column,share\n"
            "/chip/core/synapse_memory/encoding,synaptic_operations_per_sample,0\n"
            "/chip/core/synapse_memory/encoding,stored_bits,1\n"
            "/workload/input/timesteps,synaptic_operations_per_sample,1\n"
            "/workload/input/timesteps,stored_bits,0\n");
}

TEST(SweepCommand, ShippedSweepsRun) {
  for (const auto& entry : fs::directory_iterator(ENGRAM_SOURCE_DIR "/configs/sweeps")) {
    const Scratch scratch;
    const ProgramResult ran =
        engram("sweep '" + entry.path().string() + "' --out r", scratch.path());
    EXPECT_EQ(ran.exit_code, 0) << ran.errors << read_file(scratch.path() / "r" / "sweep.csv");
  }
}

TEST(SweepCommand, TheNumberOfJobsChangesNothing) {
  const SweepFolder folder;
  folder.sweep(kTwelvePoints);
  EXPECT_EQ(engram("sweep sweep.json --jobs 1 --out one", folder.path()).exit_code, 0);
  EXPECT_EQ(engram("sweep sweep.json --jobs 5 --out five", folder.path()).exit_code, 0);
  const std::string one = table(folder, "one");
  EXPECT_EQ(one, table(folder, "five"));
  EXPECT_EQ(std::count(one.begin(), one.end(), '\n'), 13);
}

/// A point that the program refuses keeps what it said.
TEST(SweepCommand, ARefusedPointDoesNotStopTheRest) {
  const SweepFolder folder;
  folder.sweep(R"("axes": { "/chip/core/neurons": [1, 1024], "/seed": [1, 2] },
    "sets": ["/chip/mesh=[1,1]"], "columns": ["samples"])");
  const ProgramResult ran = engram("sweep sweep.json --jobs 1 --out r", folder.path());
  EXPECT_EQ(ran.exit_code, 1) << ran.errors;
  // The seed changes nothing here: what neurons emit is known from the first.
  EXPECT_NE(ran.output.find("2 ok (1 simulated, 1 priced), 2 refused, 0 failed"), std::string::npos)
      << ran.output;
  EXPECT_NE(table(folder, "r").find("1,1,refused,,"), std::string::npos) << table(folder, "r");
  EXPECT_NE(table(folder, "r").find("1024,2,ok,1,\n"), std::string::npos) << table(folder, "r");
}

TEST(SweepCommand, ShardsJoinToTheSameTable) {
  const SweepFolder folder;
  folder.sweep(kTwelvePoints);
  EXPECT_EQ(engram("sweep sweep.json --out whole", folder.path()).exit_code, 0);
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    EXPECT_EQ(engram(std::string("sweep sweep.json --out parts --shard ") + shard, folder.path())
                  .exit_code,
              0);
  }
  const std::string merge = "merge parts/shard-1-of-3.db parts/shard-2-of-3.db ";
  const ProgramResult missing = engram(merge + "--out joined", folder.path());
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_NE(missing.errors.find("have 8 of 12 points"), std::string::npos) << missing.errors;
  EXPECT_FALSE(fs::exists(folder.path() / "joined"));
  const ProgramResult joined =
      engram(merge + "parts/shard-3-of-3.db parts/shard-2-of-3.db --out joined", folder.path());
  EXPECT_EQ(joined.exit_code, 0) << joined.errors;
  EXPECT_EQ(table(folder, "joined"), table(folder, "whole"));
}

TEST(SweepCommand, MergeRefusesWhatIsNotOneSweep) {
  const SweepFolder folder;
  folder.sweep(R"("axes": { "/seed": [1, 2] })");
  EXPECT_EQ(engram("sweep sweep.json --out a", folder.path()).exit_code, 0);
  folder.sweep(R"("axes": { "/seed": [1, 2, 3] })");
  EXPECT_EQ(engram("sweep sweep.json --out b", folder.path()).exit_code, 0);
  const ProgramResult ran = engram("merge a/sweep.db b/sweep.db --out c", folder.path());
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.errors, "a/sweep.db and b/sweep.db are not of one sweep: points 2 against 3\n");
}

TEST(SweepCommand, ResumeAsksForTheSameSweep) {
  const SweepFolder folder;
  folder.sweep(R"("axes": { "/seed": [1, 2] })");
  EXPECT_EQ(engram("sweep sweep.json --out r --resume", folder.path()).exit_code, 3);
  EXPECT_EQ(engram("sweep sweep.json --out r", folder.path()).exit_code, 0);
  const ProgramResult again = engram("sweep sweep.json --out r", folder.path());
  EXPECT_EQ(again.exit_code, 3);
  EXPECT_NE(again.errors.find("is there already"), std::string::npos) << again.errors;
  const ProgramResult resumed = engram("sweep sweep.json --out r --resume", folder.path());
  EXPECT_EQ(resumed.exit_code, 0);
  EXPECT_NE(resumed.output.find("0 failed; 2 were there already"), std::string::npos);
  folder.sweep(R"("axes": { "/seed": [1, 3] })");
  EXPECT_EQ(engram("sweep sweep.json --out r --resume", folder.path()).exit_code, 3);
}

TEST(SweepCommand, FaultsOfAllPointsComeBeforeAnyRuns) {
  const SweepFolder folder;
  folder.sweep(R"("axes": { "/compression/quantize/bits": [4, 99], "/sed": [1] })");
  const ProgramResult ran = engram("sweep sweep.json --out r", folder.path());
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_NE(ran.errors.find("/compression/quantize/bits"), std::string::npos) << ran.errors;
  EXPECT_NE(ran.errors.find("did you mean 'seed'"), std::string::npos) << ran.errors;
  EXPECT_FALSE(fs::exists(folder.path() / "r"));
  folder.sweep(R"("axes": { "x": [{ "name": "a", "sets": [] }, { "name": "b", "sets": [] }] })");
  EXPECT_NE(engram("sweep sweep.json --out r", folder.path()).errors.find("are the same run"),
            std::string::npos);
  EXPECT_EQ(engram("sweep sweep.json --shard 3/2", folder.path()).exit_code, 3);
}

}  // namespace
}  // namespace engram::sim
