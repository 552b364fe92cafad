#include "sim/sweep/row_shares.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "sim/study/row_lines.hpp"
#include "tests/sim/sweep/sweep_folder.hpp"

/// Which rows of the energy table the results of a sweep rest on.
namespace engram::sim {
namespace {

SweepRow with_energies(std::uint64_t number, std::vector<energy::RowEnergy> energies) {
  return {number, "", {}, "ok", "", "", "", {}, std::move(energies)};
}

TEST(RowShares, AreMeansOverThePoints) {
  EXPECT_EQ(rows_csv({with_energies(0, {{"a", 1}, {"b", 3}}), with_energies(1, {}),  // refused
                      with_energies(2, {{"a", 6}, {"b, c", 2}})}),
            "row,share,largest,number,first\n"
            "a,0.5,0.75,2,1\n"
            "b,0.375,0.75,0,1\n"
            "\"b, c\",0.125,0.25,2,0\n");
}

TEST(RowShares, TravelFromTheProcessOfAPoint) {
  const std::vector<energy::RowEnergy> rows{{"accumulate / int at 24 bits", 0.1}, {"clock", 1e-30}};
  EXPECT_EQ(read_row_lines("1.5\nnan\n" + row_lines(rows)), rows);
}

std::vector<std::string> shares_in(const std::string& csv) {
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  std::vector<std::string> shares;
  while (std::getline(lines, line)) {
    const std::size_t comma = line.find(',');
    shares.push_back(line.substr(comma + 1, line.find(',', comma + 1) - comma - 1));
  }
  return shares;
}

TEST(RowShares, OfASweepSumToOneAndAreInTheDatabase) {
  const SweepFolder folder;
  folder.sweep(kTwelvePoints);
  ASSERT_EQ(engram("sweep sweep.json --out r", folder.path()).exit_code, 0);
  double sum = 0;
  const std::vector<std::string> shares = shares_in(read_file(folder.path() / "r" / "rows.csv"));
  ASSERT_GE(shares.size(), 5U);
  for (const std::string& share : shares) sum += std::stod(share);
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_GE(std::stod(shares.front()), std::stod(shares.back()));
  SweepStore store(folder.path() / "r" / "sweep.db");
  for (const SweepRow& row : store.rows()) {
    double energy = 0;
    for (const energy::RowEnergy& one : row.energies) energy += one.picojoules;
    EXPECT_NEAR(energy, row.figures.at(0), 1e-4 * energy);  // leakage is rounded in the ledger
  }
}

}  // namespace
}  // namespace engram::sim
