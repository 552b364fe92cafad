#include <gtest/gtest.h>

#include "sim/config/energy_table_file.hpp"
#include "tests/sim/config/energy_table_text.hpp"
#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

using energy::Method;

TEST(EnergyTable, EveryShippedOneLoads) {
  const std::vector<std::string> names = shipped_tables();
  EXPECT_EQ(names, (std::vector<std::string>{"cacti-45nm-hp", "eyeriss-snn-45nm", "ihp-28nm",
                                             "ihp-sg13g2-130nm", "schaefer2020-45nm"}));
  for (const std::string& name : names) {
    const energy::Table table = load_table(name);
    EXPECT_EQ(table.name, name);
    EXPECT_GT(table.logic.size(), 5U) << name;
    EXPECT_FALSE(table.licence.empty()) << name;
    for (const energy::LogicRow& row : table.logic) EXPECT_FALSE(row.provenance.source.empty());
  }
}

TEST(EnergyTable, Macros) {
  const Files files;
  const energy::Table table = load_table(files.write("t.json", macro_table()).string());
  EXPECT_EQ(table.name, "t");
  EXPECT_EQ(table.licence, "CC0");
  EXPECT_EQ(table.node_nm, 130);
  EXPECT_EQ(table.voltage_v, 1.2);
  EXPECT_EQ(table.temperature_c, 25);
  EXPECT_EQ(table.corner, "tt");
  const auto& macros = std::get<std::vector<energy::SramMacro>>(table.sram);
  ASSERT_EQ(macros.size(), 2U);
  EXPECT_EQ(macros[0].name, "m1");
  EXPECT_EQ(macros[0].words, 64U);
  EXPECT_EQ(macros[0].bits, 32U);
  EXPECT_EQ(macros[0].ports, 1U);
  EXPECT_EQ(macros[0].read, Energy::attojoules(1500000));
  EXPECT_EQ(macros[0].write, Energy::attojoules(2000001));
  EXPECT_EQ(macros[0].leakage_nw, 3);
  EXPECT_EQ(macros[0].area_um2, 4);
  EXPECT_EQ(macros[0].access_ps, 1501U) << "times round up: a clock must not be too fast";
  EXPECT_EQ(macros[0].setup_ps, 0U);
  EXPECT_EQ(macros[0].provenance.method, Method::measured);
  EXPECT_EQ(macros[0].provenance.derivation, "all of them");
  ASSERT_EQ(table.logic.size(), 2U);
  EXPECT_EQ(table.logic[0].operation, "add");
  EXPECT_EQ(table.logic[0].variant, "int");
  EXPECT_EQ(table.logic[0].bits, 8U);
  EXPECT_EQ(table.logic[0].energy, Energy::attojoules(250000));
  EXPECT_EQ(table.logic[0].provenance.method, Method::cited);
  EXPECT_EQ(table.logic[0].provenance.derivation, "");
  EXPECT_EQ(table.logic[1].provenance.derivation, "twice the other") << "a row's own";
}

TEST(EnergyTable, AGridMaySplitWiderWords) {
  const Files files;
  const auto splits = [&](const std::string& text) {
    return std::get<energy::SramGrid>(load_table(files.write("t.json", text).string()).sram)
        .side_by_side;
  };
  EXPECT_FALSE(splits(grid_table()));
  const auto with = [](const char* choice) {
    return replaced(grid_table(), "\"points\"",
                    std::string("\"wider_words\": \"") + choice + "\", \"points\"");
  };
  EXPECT_FALSE(splits(with("refused")));
  EXPECT_TRUE(splits(with("side_by_side")));
}

TEST(EnergyTable, GridIsSorted) {
  const Files files;
  const energy::Table table = load_table(files.write("t.json", grid_table()).string());
  const auto& grid = std::get<energy::SramGrid>(table.sram);
  ASSERT_EQ(grid.points.size(), 4U);
  EXPECT_EQ(grid.points[0].capacity_bytes, 1024U);
  EXPECT_EQ(grid.points[0].word_bits, 8U);
  EXPECT_EQ(grid.points[0].read_pj, 1);
  EXPECT_EQ(grid.points[0].write_pj, 2);
  EXPECT_EQ(grid.points[0].leakage_nw, 3);
  EXPECT_EQ(grid.points[0].area_um2, 4);
  EXPECT_EQ(grid.points[0].access_ns, 5);
  EXPECT_EQ(grid.points[1].word_bits, 16U);
  EXPECT_EQ(grid.points[3].capacity_bytes, 2048U);
  EXPECT_EQ(grid.provenance.method, Method::measured);
}

TEST(EnergyTable, Scaled) {
  const Files files;
  files.write("t.json", macro_table());
  const energy::Table table = load_table(files.write("s.json", scaled_table("t.json")).string());
  EXPECT_EQ(table.name, "s");
  EXPECT_EQ(table.node_nm, 28);
  EXPECT_EQ(table.voltage_v, 0.9);
  const auto& macros = std::get<std::vector<energy::SramMacro>>(table.sram);
  EXPECT_EQ(macros[0].read, Energy::attojoules(750000));
  EXPECT_EQ(macros[0].provenance.method, Method::scaled);
  EXPECT_EQ(table.logic[0].energy, Energy::attojoules(125000));
  files.write("again.json", scaled_table("s.json"));
  EXPECT_EQ(load_table((files.folder() / "again.json").string()).logic[0].energy,
            Energy::attojoules(62500));
}

}  // namespace
}  // namespace engram::sim
