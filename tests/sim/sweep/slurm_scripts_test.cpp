#include "sim/sweep/slurm_scripts.hpp"

#include <gtest/gtest.h>

#include "sim/run/prepare.hpp"
#include "tests/sim/sweep/sweep_folder.hpp"

/// The scripts as texts; slurm/slurm_test.sh gives them to Slurm.
namespace engram::sim {
namespace {

SlurmOptions options_of_eight() {
  return {
      "/usr/bin/engram", "/s/it's.json", "/out/a \"b\"", 8, 4, {"partition=fast", "--exclusive"}};
}

TEST(SlurmScripts, AreAnArrayAndAMerge) {
  const SlurmScripts scripts = slurm_scripts("s", options_of_eight());
  EXPECT_EQ(scripts.shards.substr(0, scripts.shards.find("shard=$")),
            "#!/bin/bash\n"
            "#SBATCH --job-name=\"s\"\n"
            "#SBATCH --chdir=\"/out/a \\\"b\\\"\"\n"
            "#SBATCH --output=shard-%a.log\n"
            "#SBATCH --open-mode=append\n"
            "#SBATCH --ntasks=1\n"
            "#SBATCH --partition=\"fast\"\n"
            "#SBATCH --exclusive\n"
            "#SBATCH --array=1-8\n"
            "#SBATCH --cpus-per-task=4\n"
            "#SBATCH --requeue\n");
  EXPECT_NE(scripts.shards.find("'/usr/bin/engram' sweep '/s/it'\\''s.json' --out . --shard "
                                "\"$shard/8\" --jobs \"$SLURM_CPUS_PER_TASK\" $resume\n"),
            std::string::npos)
      << scripts.shards;
  EXPECT_NE(scripts.merge.find("merge shard-*-of-8.db --out ."), std::string::npos);
  EXPECT_EQ(scripts.merge.find("--array"), std::string::npos);
  EXPECT_NE(scripts.submit.find("--dependency=afterok:"), std::string::npos);
}

TEST(SlurmScripts, SayWhatIsWrongAllAtOnce) {
  SlurmOptions options = options_of_eight();
  options.sbatch = {"-p fast", "time=1\n2"};
  try {
    slurm_scripts("a\nb", options);
    ADD_FAILURE() << "accepted";
  } catch (const InputFault& fault) {
    EXPECT_STREQ(fault.what(),
                 "name of the sweep: has a line break, which no line of a job script can hold\n"
                 "--sbatch: found '-p fast', expected a long option of sbatch, such as "
                 "partition=fast or exclusive\n"
                 "--sbatch: has a line break, which no line of a job script can hold");
  }
}

TEST(SlurmScripts, AreWrittenAndNothingRuns) {
  const SweepFolder folder;
  folder.sweep(kTwelvePoints);
  const ProgramResult wrote = engram("sweep sweep.json --slurm 3 --out r", folder.path());
  EXPECT_EQ(wrote.exit_code, 0) << wrote.errors;
  EXPECT_EQ(wrote.output,
            "s: 12 points in 3 shards, 1 at once in each; to submit them and their merge:\n"
            "sh 'r/submit.sh'\n");
  EXPECT_EQ(files_of(folder.path() / "r").size(), 3U);
  EXPECT_EQ(engram("sweep sweep.json --slurm 13 --out t", folder.path()).exit_code, 3);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "t"));
  EXPECT_EQ(engram("sweep sweep.json --slurm 3 --shard 1/3", folder.path()).exit_code, 2);
  EXPECT_EQ(engram("sweep sweep.json --sbatch time=10", folder.path()).exit_code, 2);
}

}  // namespace
}  // namespace engram::sim
