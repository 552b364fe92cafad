#include <gtest/gtest.h>

#include <sstream>

#include "tests/sim/command/program.hpp"

/// The tables of configs/studies/post_training: rows of the page, run again.
namespace engram::sim {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/studies/post_training";

/// The study with its axes cut down to one value each.
std::string one_point(const std::string& base, const std::string& bits_axis,
                      const std::string& sparsity) {
  return R"({ "name": "one", "grid": { "base": ")" + (kFolder / base).string() + R"(", "axes": [)" +
         bits_axis +
         R"(, { "name": "pruning", "pointer": "/compression/prune/sparsity", "values": [)" +
         sparsity + R"(] }], "columns": ["accuracy", "standard_error", "energy_per_sample_pj",
    "synaptic_operations_per_sample", "area_um2", "stored_bits", "sparsity"] } })";
}

/// The row that a study of one point prints, as it stands in the page but for the front.
void expect_on_the_page(const std::string& base, const std::string& bits_axis,
                        const std::string& sparsity) {
  if (!std::filesystem::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const Scratch scratch;
  scratch.write("grid.json", one_point(base, bits_axis, sparsity));
  const ProgramResult result = engram("study grid.json --out rows.csv", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(read_file(scratch.path() / "rows.csv"), result.output);
  const std::size_t row = result.output.find('\n');
  const std::string shown = result.output.substr(row, result.output.size() - row - 1) + ",";
  EXPECT_NE(read_file(kFolder / "README.md").find(shown), std::string::npos) << shown;
}

TEST(PostTraining, ARowOfTheConvolutionalNetworkIsThatOfThePage) {
  expect_on_the_page(
      "cnn_run.json",
      R"({ "name": "bits", "pointer": "/compression/quantize/bits", "values": [4] })", "0.9");
}

TEST(PostTraining, ARowOfTheDenseNetworkIsThatOfThePage) {
  expect_on_the_page("slayer_run.json",
                     R"({ "name": "bits", "values": [{ "name": "own", "sets": [] }] })", "0.75");
}

}  // namespace
}  // namespace engram::sim
