#include "energy/liberty/sram_macros.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "energy/liberty/access_states.hpp"
#include "energy/liberty/liberty_fault.hpp"
#include "energy/liberty/liberty_library.hpp"

namespace engram::energy {
namespace {

namespace fs = std::filesystem;

/// Columns of a CSV by name, of the rows of one file name.
std::map<std::string, std::map<std::string, std::string>> rows_by_file(const fs::path& csv) {
  std::ifstream stream(csv);
  std::map<std::string, std::map<std::string, std::string>> rows;
  std::vector<std::string> names;
  for (std::string line; std::getline(stream, line);) {
    std::vector<std::string> fields;
    std::istringstream text(line);
    for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
    if (names.empty()) {
      names = fields;
      continue;
    }
    std::map<std::string, std::string> row;
    for (std::size_t index = 0; index < fields.size(); ++index) row[names[index]] = fields[index];
    rows[row["file"]] = row;
  }
  return rows;
}

/// As the CSV writes numbers: six significant digits.
std::string six(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

TEST(SramMacros, EqualTheReferenceFigures) {
  const fs::path reference = ENGRAM_REFERENCE_DIR;
  const fs::path csv = reference / "energy" / "sram_ihp_sg13g2.csv";
  if (!fs::exists(csv) || !fs::exists(reference / "liberty")) {
    GTEST_SKIP() << "reference data not found at " << reference;
  }
  auto rows = rows_by_file(csv);
  int compared = 0;
  for (const auto& entry : fs::directory_iterator(reference / "liberty")) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("RM_")) continue;
    ASSERT_TRUE(rows.contains(name)) << name;
    auto& row = rows[name];
    const SramLiberty found = read_srams(liberty_text(entry.path().string()), name, {});
    ASSERT_EQ(found.macros.size(), 1U);
    const SramMacro& macro = found.macros[0];
    EXPECT_EQ(macro.name, row["cell"]);
    EXPECT_EQ(std::to_string(macro.words), row["words"]);
    EXPECT_EQ(std::to_string(macro.bits), row["bits"]);
    EXPECT_EQ(std::to_string(macro.ports), row["ports"]);
    EXPECT_EQ(six(macro.read.picojoules()), row["read_pJ"]) << name;
    EXPECT_EQ(six(macro.write.picojoules()), row["write_pJ"]) << name;
    EXPECT_EQ(six(macro.leakage_nw), row["leakage_nW"]) << name;
    EXPECT_EQ(six(macro.area_um2), row["area_um2"]) << name;
    EXPECT_EQ(macro.access_ps, std::ceil(std::stod(row["t_access_ns"]) * 1e3 - 1e-6)) << name;
    EXPECT_EQ(macro.setup_ps, std::ceil(std::stod(row["setup_worst_ns"]) * 1e3 - 1e-6)) << name;
    EXPECT_EQ(six(found.voltage_v), row["voltage_V"]);
    ++compared;
  }
  EXPECT_EQ(compared, 18);
}

TEST(AccessStates, AreFoundByNameOfTheSamePort) {
  const auto ihp = usual_states({"A_MEN", "A_WEN", "A_REN", "B_MEN"}, "A_CLK");
  ASSERT_TRUE(ihp.has_value());
  EXPECT_EQ(ihp->first, "A_MEN & !A_WEN & A_REN");
  EXPECT_EQ(ihp->second, "A_MEN & A_WEN & !A_REN");
  EXPECT_EQ(usual_states({"CEN", "GWEN", "WEN"}, "CLK")->second, "!CEN & !GWEN");
  EXPECT_EQ(usual_states({"csb0", "web0"}, "clk0")->first, "!csb0 & web0");
  EXPECT_FALSE(usual_states({"B_MEN", "B_WEN", "B_REN"}, "A_CLK").has_value());
}

TEST(AccessStates, ConditionMustImplyTheState) {
  const BooleanFunction state("M & !W");
  EXPECT_TRUE(belongs_to(BooleanFunction("M & !W & X"), state));
  EXPECT_FALSE(belongs_to(BooleanFunction("M"), state));
  EXPECT_FALSE(belongs_to(BooleanFunction("M & !M"), state));
}

}  // namespace
}  // namespace engram::energy
