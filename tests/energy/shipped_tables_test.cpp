#include "shipped_tables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <tuple>

namespace engram::energy {
namespace {

using nlohmann::json;

const char* const kFullTables[] = {"ihp-sg13g2-130nm", "cacti-45nm-hp"};

TEST(ShippedTables, EveryRowIsOnceAndNamesADefinedSource) {
  for (const char* name : kFullTables) {
    const json table = shipped(name);
    EXPECT_EQ(table.at("name"), name);
    std::set<std::tuple<std::string, std::string, int>> seen;
    for (const json& row : table.at("logic")) {
      EXPECT_TRUE(seen.emplace(row.at("operation"), row.at("variant"), row.at("bits")).second)
          << row;
      EXPECT_TRUE(table.at("sources").contains(row.at("provenance"))) << row;
      EXPECT_FALSE(row.at("derivation").get<std::string>().empty()) << row;
      // What opening a row of DRAM costs is contained in the figure a bit of both sources; a price
      // of a fit may be 0 and says so.
      const bool fitted = row.at("derivation").get<std::string>().starts_with("0: ");
      if (row.at("operation") != "dram_row_miss" && !fitted) {
        EXPECT_GT(row.at("energy_pj").get<double>(), 0) << row;
      }
      EXPECT_GE(row.at("leakage_nw").get<double>(), 0) << row;
      EXPECT_GE(row.at("area_um2").get<double>(), 0) << row;
    }
  }
}

/// What the hardware looks up: operation, variant, narrowest and widest width.
struct Needed {
  std::string operation;
  std::vector<std::string> variants;
  int narrow, wide;
};

const std::vector<std::string> kControllers{
    "crossbar",          "index",           "bitmap",    "functional",
    "functional_bitmap", "functional_pure", "run_length"};
/// Those that compute addresses on a shared kernel.
const std::vector<std::string> kAddressing{
    "index", "bitmap", "functional", "functional_bitmap", "functional_pure", "run_length"};

/// The same controllers on the learning path.
std::vector<std::string> backward(std::vector<std::string> variants) {
  for (std::string& variant : variants) variant += ".backward";
  return variants;
}

const std::vector<Needed> kNeeded{
    {"accumulate", {"int", "power_of_two"}, 1, 64},
    {"accumulate", {"float32"}, 32, 32},
    {"multiply", {"int"}, 8, 32},
    {"multiply", {"float32"}, 32, 32},
    {"neuron_update", {"if", "lif", "cuba_lif", "li", "cuba_li"}, 2, 64},
    {"neuron_update",
     {"if/float32", "lif/float32", "cuba_lif/float32", "li/float32", "cuba_li/float32"},
     32,
     32},
    {"neuron_decay", {"lif", "li"}, 2, 64},
    {"neuron_decay", {"lif/float32", "li/float32"}, 32, 32},
    {"controller_row", kControllers, 32, 32},
    {"controller_word", kControllers, 32, 32},
    {"controller_weight", kControllers, 32, 32},
    {"controller_address", kAddressing, 32, 32},
    {"controller_row", backward(kControllers), 32, 32},
    {"controller_word", backward(kControllers), 32, 32},
    {"controller_weight", backward(kControllers), 32, 32},
    {"controller_update", backward(kControllers), 32, 32},
    {"controller_address", backward(kAddressing), 32, 32},
    {"weight_update", {"nearest", "stochastic"}, 2, 16},
    {"register_read", {""}, 1, 256},
    {"register_write", {""}, 1, 256},
    {"clock", {""}, 1, 1},
    {"noc_hop", {""}, 16, 128}};

TEST(ShippedTables, EverythingTheHardwareLooksUpIsThere) {
  for (const char* name : kFullTables) {
    std::map<std::string, std::set<int>> widths;
    const json table = shipped(name);
    for (const json& row : table.at("logic")) {
      widths[row.at("operation").get<std::string>() + " " + row.at("variant").get<std::string>()]
          .insert(row.at("bits").get<int>());
    }
    for (const Needed& needed : kNeeded) {
      for (const std::string& variant : needed.variants) {
        const std::set<int>& found = widths[needed.operation + " " + variant];
        ASSERT_FALSE(found.empty()) << name << ": " << needed.operation << " " << variant;
        EXPECT_LE(*found.begin(), needed.narrow) << name << ": " << needed.operation << variant;
        EXPECT_GE(*found.rbegin(), needed.wide) << name << ": " << needed.operation << variant;
      }
    }
  }
}

/// A row of the IHP table, by key; fails the test where there is none.
json ihp_row(const std::string& operation, const std::string& variant, int bits) {
  const json table = shipped("ihp-sg13g2-130nm");
  for (const json& row : table.at("logic")) {
    if (row.at("operation") == operation && row.at("variant") == variant && row.at("bits") == bits)
      return row;
  }
  throw std::runtime_error("no row " + operation + " " + variant);
}

TEST(ShippedTables, MacrosAreThoseOfTheVendorFiles) {
  const auto reference = reference_csv("sram_ihp_sg13g2.csv");
  if (reference.empty()) {
    GTEST_SKIP() << "reference data not found at " << reference_path("sram_ihp_sg13g2.csv");
  }
  std::map<std::string, json> macros;
  const json table = shipped("ihp-sg13g2-130nm");
  for (const json& macro : table.at("sram").at("macros")) {
    EXPECT_TRUE(macros.emplace(macro.at("name"), macro).second) << macro;
  }
  std::set<std::string> seen;
  for (const CsvRow& row : reference) {
    if (row.at("corner") != "typ") continue;
    ASSERT_TRUE(macros.contains(row.at("cell"))) << row.at("cell");
    const json& macro = macros[row.at("cell")];
    seen.insert(row.at("cell"));
    for (const auto& [key, column] :
         std::map<std::string, std::string>{{"words", "words"},
                                            {"bits", "bits"},
                                            {"ports", "ports"},
                                            {"read_pj", "read_pJ"},
                                            {"write_pj", "write_pJ"},
                                            {"leakage_nw", "leakage_nW"},
                                            {"area_um2", "area_um2"},
                                            {"access_ns", "t_access_ns"},
                                            {"setup_ns", "setup_worst_ns"}}) {
      EXPECT_EQ(macro.at(key).get<double>(), std::stod(row.at(column))) << macro << " " << column;
    }
  }
  EXPECT_EQ(seen.size(), macros.size()) << "a macro of the table is in no vendor file";
}

TEST(ShippedTables, SynthesisedRowsAreThoseOfTheSynthesis) {
  const auto reference = reference_csv("logic_synth.csv");
  if (reference.empty()) {
    GTEST_SKIP() << "reference data not found at " << reference_path("logic_synth.csv");
  }
  const std::map<std::string, std::tuple<std::string, std::string, int>> modules{
      {"add8", {"accumulate", "int", 8}},   {"synacc", {"accumulate", "int", 16}},
      {"add32", {"accumulate", "int", 32}}, {"mul8", {"multiply", "int", 8}},
      {"mul16", {"multiply", "int", 16}},   {"lif", {"neuron_update", "lif", 16}},
      {"reg16", {"register_write", "", 16}}};
  std::size_t checked = 0;
  for (const CsvRow& row : reference) {
    if (row.at("lib") != "sg13g2_stdcell_typ_1p20V_25C.lib") continue;
    if (row.at("wire_fF_per_fanout") != "4" || !modules.contains(row.at("module"))) continue;
    const auto& [operation, variant, bits] = modules.at(row.at("module"));
    const json found = ihp_row(operation, variant, bits);
    const bool registers = row.at("module") == "reg16";
    const double energy = std::stod(row.at(registers ? "ff_q_pJ_per_cycle" : "energy_pJ_glitch"));
    EXPECT_NEAR(found.at("energy_pj").get<double>(), energy, 1e-9) << row.at("module");
    EXPECT_NEAR(found.at("area_um2").get<double>(), std::stod(row.at("area")), 1e-6);
    EXPECT_NEAR(found.at("leakage_nw").get<double>(), std::stod(row.at("leakage_nW")), 1e-6);
    if (registers) {
      // The clock row is of the controllers, with the load on their clock pins.
      const double clock = ihp_row("clock", "", 1).at("energy_pj");
      EXPECT_NEAR(clock * 16 / std::stod(row.at("ff_clock_pJ_per_cycle")), 1, 0.3);
    }
    ++checked;
  }
  EXPECT_EQ(checked, modules.size());
}

TEST(ShippedTables, GridPointsAreThoseOfCacti) {
  const auto reference = reference_csv("cacti_grid.csv");
  if (reference.empty()) {
    GTEST_SKIP() << "reference data not found at " << reference_path("cacti_grid.csv");
  }
  const json points = shipped("cacti-45nm-hp").at("sram").at("grid").at("points");
  std::size_t at = 0;  // both are sorted by capacity, then width
  for (const CsvRow& row : reference) {
    if (row.at("node_nm") != "45" || row.at("device") != "itrs-hp") continue;
    ASSERT_LT(at, points.size());
    const json& point = points[at++];
    EXPECT_EQ(point.at(0).get<double>(), std::stod(row.at("capacity_bytes")));
    EXPECT_EQ(point.at(1).get<double>(), std::stod(row.at("width_bits")));
    EXPECT_EQ(point.at(2).get<double>(), std::stod(row.at("read_mono_pJ")));
    EXPECT_EQ(point.at(3).get<double>(), std::stod(row.at("write_mono_pJ")));
    EXPECT_DOUBLE_EQ(point.at(4).get<double>(), std::stod(row.at("leak_mW")) * 1e6);
    EXPECT_DOUBLE_EQ(point.at(5).get<double>(), std::stod(row.at("area_mm2")) * 1e6);
    EXPECT_EQ(point.at(6).get<double>(), std::stod(row.at("access_ns")));
  }
  EXPECT_EQ(at, points.size());
}

TEST(ShippedTables, ExactGridOfTheStudyIsThatOfCacti) {
  const auto reference = reference_csv("cacti_45nm_hp_16bit.csv");
  if (reference.empty()) {
    GTEST_SKIP() << "reference data not found at " << reference_path("cacti_45nm_hp_16bit.csv");
  }
  const json points = shipped("schaefer2020-45nm").at("sram").at("grid").at("points");
  ASSERT_EQ(points.size(), reference.size());
  std::map<double, json> by_size;
  for (const json& point : points) {
    EXPECT_TRUE(by_size.emplace(point.at(0).get<double>(), point).second) << point;
  }
  for (const CsvRow& row : reference) {
    const json& point = by_size.at(std::stod(row.at("capacity_bytes")));
    EXPECT_EQ(point.at(1).get<double>(), std::stod(row.at("word_bits")));
    EXPECT_EQ(point.at(2).get<double>(), std::stod(row.at("read_pJ")));
    EXPECT_EQ(point.at(3).get<double>(), std::stod(row.at("write_pJ")));
    EXPECT_DOUBLE_EQ(point.at(4).get<double>(), std::stod(row.at("leak_mW")) * 1e6);
    EXPECT_DOUBLE_EQ(point.at(5).get<double>(), std::stod(row.at("area_mm2")) * 1e6);
    EXPECT_EQ(point.at(6).get<double>(), std::stod(row.at("access_ns")));
  }
}

/// Its constants are fitted and say how well; what the study leaves out costs 0 and says so.
TEST(ShippedTables, RowsOfTheStudyAreFittedOrSayThatItHasNone) {
  const json table = shipped("schaefer2020-45nm");
  EXPECT_EQ(table.at("sources").at("fitted").at("method"), "assumed");
  EXPECT_EQ(table.at("sources").at("outside").at("method"), "assumed");
  std::size_t constants = 0;
  for (const json& row : table.at("logic")) {
    const bool controller = row.at("operation").get<std::string>().starts_with("controller_");
    EXPECT_EQ(row.at("provenance"), controller ? "fitted" : "outside") << row;
    if (row.at("energy_pj").get<double>() == 0) continue;
    EXPECT_TRUE(controller) << row;
    EXPECT_NE(row.at("derivation").get<std::string>().find("published figures"), std::string::npos)
        << row;
    ++constants;
  }
  EXPECT_EQ(constants, 23U);  // of each of eight machines, forward, backward and of an update
}

}  // namespace
}  // namespace engram::energy
