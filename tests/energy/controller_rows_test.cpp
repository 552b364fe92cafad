#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>

#include "shipped_tables.hpp"

/// Controllers and clock of the shipped tables against what `engram characterise` wrote
/// (energy/characterise/ihp-sg13g2-130nm, made again by the tests with label `synthesis`).
namespace engram::energy {
namespace {

using nlohmann::json;

const std::string kWritten =
    std::string(ENGRAM_SOURCE_DIR) + "/energy/characterise/ihp-sg13g2-130nm";

json written() {
  std::ifstream file(kWritten + ".json");
  return json::parse(file);
}

/// What names a row.
std::string key(const json& row) {
  return row.at("operation").get<std::string>() + " " + row.at("variant").get<std::string>();
}

bool of_a_controller(const json& row) {
  return row.at("operation") == "clock" ||
         row.at("operation").get<std::string>().starts_with("controller_");
}

std::map<std::string, json> controllers(const std::string& table) {
  std::map<std::string, json> rows;
  const json shipped_table = shipped(table);
  for (const json& row : shipped_table.at("logic")) {
    if (of_a_controller(row)) rows[key(row)] = row;
  }
  return rows;
}

TEST(ControllerRows, TheBaseHasThemAsTheyWereWritten) {
  std::map<std::string, json> rows = controllers("ihp-sg13g2-130nm");
  const json made = written();
  for (const json& row : made.at("logic")) {
    EXPECT_EQ(rows[key(row)], row);
    rows.erase(key(row));
  }
  const json source = shipped("ihp-sg13g2-130nm").at("sources").at("synthesised_controllers");
  EXPECT_EQ(source.at("method"), "synthesised");
  EXPECT_EQ(source.at("source"),
            written().at("sources").at("synthesised_controllers").at("source"));
  // What has no twin: addresses of shared kernels.
  EXPECT_EQ(rows.size(), 6U);
  for (const auto& [name, row] : rows) {
    EXPECT_EQ(row.at("operation"), "controller_address") << name;
    EXPECT_EQ(row.at("provenance"), "assembled") << name;
  }
}

TEST(ControllerRows, CactiHasThemScaled) {
  std::map<std::string, json> rows = controllers("cacti-45nm-hp");
  const json made = written();
  for (const json& row : made.at("logic")) {
    const json& scaled = rows[key(row)];
    EXPECT_EQ(scaled.at("provenance"), "ihp_controllers");
    const std::map<std::string, double> factors{
        {"energy_pj", 0.13493}, {"area_um2", 0.16}, {"leakage_nw", 0.75}};
    for (const auto& [figure, factor] : factors) {
      const double expected = row.at(figure).get<double>() * factor;
      EXPECT_NEAR(scaled.at(figure).get<double>(), expected, 2e-5 * expected) << key(row);
    }
  }
  EXPECT_EQ(shipped("cacti-45nm-hp").at("sources").at("ihp_controllers").at("method"), "scaled");
}

/// The fit holds in every workload, those that it has not seen too.
TEST(ControllerRows, ResidualsOfTheFit) {
  struct Residuals {
    double sum = 0, most = 0;
    int number = 0;
  };
  std::map<std::string, Residuals> all;
  double clock_pj = 0, clocked = 0;
  for (const CsvRow& row : csv_rows(kWritten + ".csv")) {
    const double fitted = std::stod(row.at("fitted_pj")) + std::stod(row.at("fitted_clock_pj"));
    const double seen = std::stod(row.at("internal_pj")) + std::stod(row.at("load_pj")) +
                        std::stod(row.at("clock_pj"));
    const double residual = std::abs(fitted - seen) / seen;
    EXPECT_NEAR(residual, std::stod(row.at("residual")), 1e-9);
    Residuals& of = all[row.at("variant") + " " + row.at("path")];
    of.sum += residual;
    of.most = std::max(of.most, residual);
    ++of.number;
    clock_pj += std::stod(row.at("clock_pj"));
    clocked += std::stod(row.at("flip_flops")) * std::stod(row.at("cycles"));
  }
  EXPECT_EQ(all.size(), 14U) << "seven controllers, forward and learning";
  for (const auto& [controller, of] : all) {
    EXPECT_LT(of.sum / of.number, 0.05) << controller;
    EXPECT_LT(of.most, 0.08) << controller;
  }
  EXPECT_NEAR(controllers("ihp-sg13g2-130nm")["clock "].at("energy_pj").get<double>(),
              clock_pj / clocked, 1e-6);
}

}  // namespace
}  // namespace engram::energy
