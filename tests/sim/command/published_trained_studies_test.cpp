#include <gtest/gtest.h>

#include <sstream>

#include "tests/sim/command/program.hpp"

/// Studies of networks that Engram trains: their configs, and figures of their pages.
namespace engram::sim {
namespace {

const std::filesystem::path kConfigs = std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs";
const std::filesystem::path kRetention = kConfigs / "published/schaefer2020/retention";
const std::filesystem::path kCompressed = kConfigs / "studies/quantize_and_prune";

std::string quoted(const std::filesystem::path& file) {
  return "'" + file.string() + "'";
}

double part(const std::string& stats, const std::string& name) {
  const std::size_t parts = stats.find("\"energy_by_part_pj\"");
  const std::string key = "\"" + name + "\": ";
  return std::stod(stats.substr(stats.find(key, parts) + key.size()));
}

/// The crossbar's energy of the table at these bits: of no encoding is it less dependent on the
/// training, since zeros are stored too.
double crossbar_in_table(const std::string& bits) {
  std::istringstream rows(read_file(kRetention / "retention.csv"));
  for (std::string row; std::getline(rows, row);) {
    if (row.starts_with(bits + ",1,crossbar,")) return std::stod(row.substr(row.rfind(',') + 1));
  }
  return 0;
}

TEST(RetentionStudy, ATrainedNetworkIsPricedAsInTheTable) {
  const Scratch scratch;
  for (const std::string bits : {"2", "5"}) {
    const ProgramResult trained =
        engram("train " + quoted(kRetention / "training.json") +
                   " --quiet --out t --set /training/epochs=2 --set "
                   "'/training/quantize={\"default\": {\"kind\": \"wage\", \"bits\": " +
                   bits + "}}'",
               scratch.path());
    ASSERT_EQ(trained.exit_code, 0) << trained.errors;
    const ProgramResult run = engram("run " + quoted(kRetention / "iteration.json") +
                                         " --quiet --out r --set "
                                         "/workload/network/nir=t/network.nir",
                                     scratch.path());
    ASSERT_EQ(run.exit_code, 0) << run.errors;
    const std::string stats = read_file(scratch.path() / "r/stats.json");
    const double microjoules = 1e-6 * (part(stats, "controller") + part(stats, "weight_memory") +
                                       part(stats, "metadata_memory"));
    EXPECT_NEAR(microjoules, crossbar_in_table(bits), 1e-4) << bits;
  }
}

TEST(QuantizeAndPrune, TheShippedNetworkIsAsGoodAsThePageSays) {
  if (!std::filesystem::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const Scratch scratch;
  const ProgramResult result =
      engram("run " + quoted(kCompressed / "run.json") + " --quiet --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(value_of(read_file(scratch.path() / "r/stats.json"), "accuracy"), "0.9705");
  EXPECT_NE(read_file(kCompressed / "README.md").find("97.05 %"), std::string::npos);
}

/// One epoch on few images, pruned and quantized from its second half on: levels and zeros arrive
/// on the chip.
TEST(QuantizeAndPrune, APointIsTrainedAndRunWithItsLevels) {
  if (!std::filesystem::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const Scratch scratch;
  const ProgramResult trained = engram(
      "train " + quoted(kCompressed / "fine_tune.json") +
          " --quiet --out t --set /workload/task/images/train=256 --set "
          "/workload/task/images/test=50 --set /training/epochs=2 --set "
          "/training/quantize_from_epoch=1 --set "
          "'/training/quantize={\"default\": {\"kind\": \"duq\", \"bits\": 4}}' --set "
          "'/training/prune={\"method\": \"magnitude\", \"global\": true, \"sparsity\": 75e-2}'",
      scratch.path());
  ASSERT_EQ(trained.exit_code, 0) << trained.errors;
  const ProgramResult run = engram("run " + quoted(kCompressed / "run.json") +
                                       " --quiet --out r --set /workload/input/limit=5 --set "
                                       "/workload/network/nir=t/network.nir",
                                   scratch.path());
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  const std::string compression = read_file(scratch.path() / "r/compression.csv");
  EXPECT_NE(compression.find("conv1,uniform4,"), std::string::npos) << compression;
  EXPECT_NE(compression.find("dense,uniform4,"), std::string::npos) << compression;
}

}  // namespace
}  // namespace engram::sim
