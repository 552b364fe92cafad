#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "tests/sim/command/program.hpp"

/// The 2023 study: energies of the network over pruning, widths and formats, through the spatial
/// array (configs/published/schaefer2023).
namespace engram::sim {
namespace {

const std::filesystem::path kSchaefer2023 =
    std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/published/schaefer2023";

std::string after(const std::string& text, const std::string& start) {
  const std::size_t at = text.find(start);
  return at == std::string::npos ? "" : text.substr(at + start.size());
}

/// Lines of a page between two marks are printed by the program.
void expect_shown(const std::string& page, const std::string& first_line,
                  const std::string& output) {
  const std::size_t begin = page.find("```\n" + first_line);
  ASSERT_NE(begin, std::string::npos) << first_line;
  const std::string shown = page.substr(begin + 4, page.find("```", begin + 4) - begin - 4);
  EXPECT_NE(output.find("\n" + shown), std::string::npos) << output;
}

TEST(Schaefer2023, WhatItMustShow) {
  const Scratch scratch;
  const ProgramResult result =
      engram("study " + (kSchaefer2023 / "study.json").string(), scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.output << result.errors;
  EXPECT_EQ(result.output.find("OUT OF BOUNDS"), std::string::npos);
  expect_shown(read_file(kSchaefer2023 / "README.md"), "8 bits at 80 % pruning", result.output);
}

/// Hops and links, which no table gives.
TEST(Schaefer2023, LabelledChoicesAreThoseOfThePage) {
  const Scratch scratch;
  const ProgramResult result =
      engram("study " + (kSchaefer2023 / "choices.json").string(), scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  expect_shown(read_file(kSchaefer2023 / "README.md"), "8 bits at 80 % by ternary, 28 hops",
               result.output);
}

TEST(Schaefer2023, AsBuiltIsThatOfThePage) {
  const Scratch scratch;
  const ProgramResult result =
      engram("study " + (kSchaefer2023 / "as_built.json").string(), scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  expect_shown(read_file(kSchaefer2023 / "README.md"), "8 bits at 80 % by ternary: the paper's",
               result.output);
}

/// Energy of a run in uJ, without leakage.
double run_energy(const std::string& sets) {
  const Scratch scratch;
  const ProgramResult result =
      engram("run " + (kSchaefer2023 / "network.json").string() + " --quiet --out r" + sets,
             scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  std::istringstream lines(read_file(scratch.path() / "r/layers.csv"));
  double sum = 0;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    std::string field;
    for (int column = 0; column < 17; ++column) std::getline(fields, field, ',');
    sum += std::stod(field) * 1e-6;
  }
  return sum;
}

/// The one fitted figure: least squares of the logarithms on the two unpruned rows of 2 and 8 bits,
/// between 0.2 and 2.
TEST(Schaefer2023, TheActivityFactorIsTheFit) {
  const auto error = [](double factor) {
    double sum = 0;
    for (const auto& [bits, zeros, published] :
         {std::tuple("2", "0.679", 9593.0), {"8", "0.009", 23281.0}}) {
      std::string sets = " --set /workload/activity_factor=" + std::to_string(factor) +
                         " --set /workload/quantized/zeros=" + zeros;
      for (const char* width : {"weights", "inputs", "outputs", "sums"}) {
        sets += std::string(" --set /chip/widths/") + width + "=" + bits;
      }
      sum += std::pow(std::log(run_energy(sets) / published), 2);
    }
    return sum;
  };
  const double factor =
      std::stod(after(read_file(kSchaefer2023 / "network.json"), "\"activity_factor\": "));
  EXPECT_GE(factor, 0.2);
  EXPECT_LE(factor, 2.0);
  EXPECT_LT(error(factor), error(factor * 1.05));
  // At the lower bound only one side can be tried.
  if (factor > 0.2) {
    EXPECT_LT(error(factor), error(factor * 0.95));
  }
}

TEST(Schaefer2023, PublishedFiguresAreThoseOfTheReference) {
  const auto reference =
      std::filesystem::path(ENGRAM_REFERENCE_DIR) / "papers/schaefer2023_results.csv";
  if (!std::filesystem::exists(reference)) {
    GTEST_SKIP() << "reference data not found at " << reference;
  }
  const std::string ours = read_file(kSchaefer2023 / "results.csv");
  std::istringstream lines(read_file(reference));
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("joint,")) continue;
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string field; std::getline(parts, field, ',');) fields.push_back(field);
    const char* formats[] = {"run_length", "coordinate", "offset", "bitmask"};
    for (std::size_t format = 0; format < 4; ++format) {
      const std::string rest =
          after(ours, "\n" + fields[1] + "," + fields[2] + "," + formats[format] + ",");
      const std::string row = rest.substr(0, rest.find('\n'));
      EXPECT_EQ(std::stod(row.substr(row.rfind(',') + 1)),
                std::round(1000 * std::stod(fields[6 + format])))
          << line;
      ++rows;
    }
  }
  EXPECT_EQ(rows, 160U);
}

}  // namespace
}  // namespace engram::sim
