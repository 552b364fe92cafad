#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>

#include "tests/energy/shipped_tables.hpp"
#include "tests/sim/command/program.hpp"

/// The committed rows (energy/characterise/ihp-sg13g2-130nm), made again controller by controller:
/// the same figures, netlists proved, a fit that holds, OpenSTA beside it.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using energy::CsvRow;
using nlohmann::json;

const std::string kCells =
    std::string(ENGRAM_REFERENCE_DIR) + "/liberty/sg13g2_stdcell_typ_1p20V_25C.lib";
const std::string kCommitted =
    std::string(ENGRAM_SOURCE_DIR) + "/energy/characterise/ihp-sg13g2-130nm";

json read(const std::string& path) {
  std::ifstream file(path);
  return json::parse(file);
}

std::vector<CsvRow> workloads_of(const std::string& path, const std::string& variant) {
  std::vector<CsvRow> rows;
  for (const CsvRow& row : energy::csv_rows(path)) {
    if (row.at("variant") == variant) rows.push_back(row);
  }
  return rows;
}

double number(const CsvRow& row, const std::string& column) {
  return std::stod(row.at(column));
}

void expect_same(double made, double committed, const std::string& what) {
  EXPECT_LE(std::abs(made - committed), 1e-6 * std::abs(committed)) << what << ": " << made;
}

class Regenerated : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!fs::exists(kCells)) GTEST_SKIP() << "no cell library at " << kCells;
    for (const char* tool : {"yosys", "yosys-abc", "iverilog", "sta"}) {
      const std::string look = "command -v " + std::string(tool) + " > /dev/null 2>&1";
      if (std::system(look.c_str()) != 0) GTEST_SKIP() << tool << " is not installed";
    }
  }
};

TEST_P(Regenerated, RowsAreTheCommittedOnes) {
  const std::string variant = GetParam();
  const Scratch scratch;
  const ProgramResult result =
      engram("characterise " + kCells + " --prove --opensta --out rows --controller " + variant,
             scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  std::map<std::string, json> made;
  const json run = read(scratch.path() / "rows.json"), shipped = read(kCommitted + ".json");
  for (const json& row : run.at("logic")) {
    made[row.at("operation").get<std::string>() + " " + row.at("variant").get<std::string>()] = row;
  }
  std::size_t compared = 0;
  for (const json& row : shipped.at("logic")) {
    const std::string of = row.at("variant");
    if (of != variant && of != variant + ".backward") continue;
    const std::string name = row.at("operation").get<std::string>() + " " + of;
    ASSERT_TRUE(made.contains(name)) << name;
    for (const char* figure : {"energy_pj", "area_um2", "leakage_nw"}) {
      expect_same(made[name].at(figure), row.at(figure), name + " " + figure);
    }
    ++compared;
  }
  EXPECT_EQ(compared + 1, made.size()) << "all but the clock";
  const auto workloads = workloads_of(scratch.path() / "rows.csv", variant);
  const auto committed = workloads_of(kCommitted + ".csv", variant);
  ASSERT_EQ(workloads.size(), committed.size());
  std::size_t checked = 0;
  for (std::size_t at = 0; at < workloads.size(); ++at) {
    const std::string name = workloads[at].at("workload");
    for (const char* figure : {"internal_pj", "load_pj", "clock_pj", "cycles", "flip_flops"}) {
      expect_same(number(workloads[at], figure), number(committed[at], figure), name);
    }
    const double opensta = number(workloads[at], "opensta_pj");
    if (opensta == 0) continue;  // of the first setup only
    const double ours = number(workloads[at], "internal_pj") + number(workloads[at], "load_pj") +
                        number(workloads[at], "clock_pj");
    EXPECT_LT(std::abs(opensta / ours - 1), 0.3) << name;
    ++checked;
  }
  EXPECT_GT(checked, 8U);
}

INSTANTIATE_TEST_SUITE_P(Controllers, Regenerated,
                         testing::Values("crossbar", "index", "bitmap", "run_length", "functional",
                                         "functional_bitmap", "functional_pure"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace engram::sim
