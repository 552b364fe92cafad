#include <gtest/gtest.h>

#include <sstream>
#include <utility>
#include <vector>

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

/// Backward and update of the convolution at 8 bits on a map of `side` x `side`, in uJ.
double learning_energy(const std::string& encoding, int side) {
  const Scratch scratch;
  const std::string map = std::to_string(side) + "," + std::to_string(side) + "]";
  const ProgramResult result =
      engram("run " + (kFolder / "convolution.json").string() +
                 " --quiet --out r --set /chip/core/synapse_memory/encoding=" + encoding +
                 " --set /workload/network/populations/0/shape=[1," + map +
                 " --set /workload/network/populations/1/shape=[32," + map +
                 " --set /chip/core/neurons=1048576 --set /chip/core/synapse_memory_kib=65536",
             scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  std::istringstream lines(read_file(scratch.path() / "r/accesses.csv"));
  double attojoules = 0;
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string field; std::getline(parts, field, ',');) fields.push_back(field);
    const bool learns = fields[1].ends_with(".backward") || fields[1].ends_with(".update");
    if (learns && fields[1].starts_with("conv.")) attojoules += std::stod(fields[5]);
  }
  return attojoules * 1e-12;
}

/// The reductions that the folder's README names.
TEST(Schaefer2020, TheReductionGrowsWithTheImage) {
  const std::pair<int, double> reductions[] = {{28, 0.42}, {64, 0.61}, {128, 0.70}};
  for (const auto& [side, reduction] : reductions) {
    const double ratio = learning_energy("functional", side) / learning_energy("index", side);
    EXPECT_NEAR(1 - ratio, reduction, 0.005) << side;
  }
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

/// The page that says what becomes of the headlines prints what the program prints.
TEST(Schaefer2020, TheHeadlinesWithOtherMemoriesAreThoseOfThePage) {
  if (!std::filesystem::exists(ENGRAM_REFERENCE_DIR)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const Scratch scratch;
  const ProgramResult result =
      engram("study " + (kFolder / "technology.json").string(), scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const std::string page = read_file(kFolder / "README.md");
  const std::size_t begin = page.find("```\ncrossbar by bitmap: ") + 4;
  const std::string shown = page.substr(begin, page.find("```", begin) - begin);
  EXPECT_EQ(lines_with(shown, "\n"), 10u);
  EXPECT_NE(result.output.find("\n" + shown), std::string::npos) << result.output;
}

}  // namespace
}  // namespace engram::sim
