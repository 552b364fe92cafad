#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// The energies of the 2020 study, all published rows and the two-layer network, through the
/// simulator (configs/published/schaefer2020).
namespace engram::sim {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/published/schaefer2020";

std::size_t lines_with(const std::string& text, const std::string& start) {
  std::size_t found = 0;
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
    ++found;
  }
  return found;
}

TEST(Schaefer2020, EveryPublishedRowIsMet) {
  const Scratch scratch;
  const ProgramResult result = engram("study " + (kFolder / "study.json").string(), scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.output << result.errors;
  EXPECT_EQ(result.output.find("OUT OF BOUNDS"), std::string::npos) << result.output;
  // 110 rows, then a line for each of three columns of eight groups.
  EXPECT_EQ(lines_with(result.output, "\nFC ") + lines_with(result.output, "\nCONV "), 110u + 24)
      << result.output;
}

/// The figures carried over are those of the reference.
TEST(Schaefer2020, PublishedFiguresAreThoseOfTheReference) {
  const auto reference =
      std::filesystem::path(ENGRAM_REFERENCE_DIR) / "papers/schaefer2020_bits.csv";
  if (!std::filesystem::exists(reference)) {
    GTEST_SKIP() << "reference data not found at " << reference;
  }
  const auto rows = [](const std::string& text) { return text.substr(text.find("\nFC,")); };
  EXPECT_EQ(rows(read_file(kFolder / "bits.csv")), rows(read_file(reference)));
}

}  // namespace
}  // namespace engram::sim
