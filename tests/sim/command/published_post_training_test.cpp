#include <gtest/gtest.h>

#include <sstream>

#include "tests/sim/command/program.hpp"

/// The runs of configs/studies/post_training through grids of a few points.
namespace engram::sim {
namespace {

const std::filesystem::path kGrids =
    std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/studies/post_training";

/// The rows that a grid over these sparsities prints, without the header.
std::vector<std::string> rows_of(const std::string& base, const std::string& sparsities) {
  const Scratch scratch;
  scratch.write("grid.json", R"({ "name": "few", "grid": { "base": ")" + (kGrids / base).string() +
                                 R"(",
    "axes": [{ "name": "pruning", "pointer": "/compression/prune/sparsity", "values": )" +
                                 sparsities + R"( }],
    "columns": ["accuracy", "samples", "sparsity", "energy_per_sample_pj"] } })");
  const ProgramResult result = engram("study grid.json --out rows.csv", scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(read_file(scratch.path() / "rows.csv"), result.output);
  std::istringstream lines(result.output);
  std::vector<std::string> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(line);
  EXPECT_EQ(rows.at(0), "pruning,accuracy,samples,sparsity,energy_per_sample_pj");
  rows.erase(rows.begin());
  return rows;
}

/// Energy a sample in the page's row of so many bits, at that sparsity.
std::string energy_on_page(const std::string& table, const std::string& bits,
                           const std::string& sparsity) {
  std::istringstream rows(read_file(kGrids / table));
  const std::string start = bits + "," + sparsity + ",";
  for (std::string row; std::getline(rows, row);) {
    if (!row.starts_with(start)) continue;
    const std::size_t energy = row.find(',', row.find(',', start.size()) + 1) + 1;
    return row.substr(energy, row.find(',', energy) - energy);
  }
  return "no such row";
}

/// 48 of 50 (EXPECTED.md section 1, variant A).
TEST(PostTraining, TheConvolutionalNetworkIsRightAsItsToolIs) {
  if (!std::filesystem::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const std::string row = rows_of("cnn_run.json", "[0]").at(0);
  EXPECT_EQ(row.substr(0, 10), "0,0.96,50,");
  EXPECT_EQ(row.substr(row.rfind(',') + 1), energy_on_page("cnn_sinabs.csv", "32", "0"));
}

/// 47 of 50 and 528,307 zeros of 1,188,864 weights (EXPECTED.md section 3); half of them after
/// pruning.
TEST(PostTraining, TheDenseNetworkIsRightAsItsToolIsAndPrunedToTheWeight) {
  if (!std::filesystem::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const std::vector<std::string> rows = rows_of("slayer_run.json", "[0, 0.5]");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].substr(0, 17), "0,0.94,50,0.44437") << rows[0];
  EXPECT_NE(rows[1].find(",50,0.5,"), std::string::npos) << rows[1];
  EXPECT_EQ(rows[0].substr(rows[0].rfind(',') + 1),
            energy_on_page("slayer_nmnist.csv", "own", "0"));
  EXPECT_EQ(rows[1].substr(rows[1].rfind(',') + 1),
            energy_on_page("slayer_nmnist.csv", "own", "0.5"));
}

}  // namespace
}  // namespace engram::sim
