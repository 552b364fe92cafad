#include <gtest/gtest.h>

#include "sim/config/energy_table_file.hpp"
#include "tests/sim/config/energy_table_text.hpp"
#include "tests/sim/config/files.hpp"

/// Bad energy tables: what is said, and where.
namespace engram::sim {
namespace {

std::string table_faults(const Files& files, const std::string& name) {
  try {
    load_table(name);
  } catch (const ConfigFault& fault) {
    return files.without_folder(fault.what());
  }
  return "";
}

std::string faults_of_text(const std::string& text) {
  const Files files;
  return table_faults(files, files.write("t.json", text).string());
}

class BadTable : public testing::TestWithParam<BadConfig> {};
TEST_P(BadTable, SaysWhereAndWhat) {
  EXPECT_EQ(faults_of_text(replaced(macro_table(), GetParam().old, GetParam().by)),
            GetParam().faults);
}

const BadConfig kBadTable[] = {
    {"negative_energy", "\"energy_pj\": 0.25", "\"energy_pj\": -0.25",
     "t.json:8: /logic/0/energy_pj: found the number -0.25, expected a number from 0 to 1000000 "
     "pJ"},
    {"free_read", "\"read_pj\": 1.5", "\"read_pj\": 0",
     "t.json:5: /sram/macros/0/read_pj: found the number 0, expected a number above 0 up to "
     "1000000 "
     "pJ"},
    {"unknown_source", "\"provenance\": \"logic\" }", "\"provenance\": \"logik\" }",
     "t.json:8: /logic/0/provenance: no source 'logik'; did you mean 'logic'?"},
    {"unknown_method", "\"cited\"", "\"guessed\"",
     "t.json:3: /sources/logic/method: found the text \"guessed\", expected one of measured, "
     "synthesised, cited, scaled, assumed"},
    {"no_source_text", ", \"source\": \"s2\"", "",
     "t.json:3: /sources/logic/source: missing; expected text"},
    {"same_macro", "\"m2\"", "\"m1\"",
     "t.json:6: /sram/macros/1/name: the macro 'm1' is given twice"},
    {"same_row", "\"bits\": 16", "\"bits\": 8",
     "t.json:9: /logic/1/operation: the row add / int / 8 is given twice"},
    {"three_ports", "\"ports\": 2", "\"ports\": 3",
     "t.json:6: /sram/macros/1/ports: found the number 3, expected a whole number from 1 to 2"},
    {"misspelt", "\"leakage_nw\": 3", "\"leakage\": 3",
     "t.json:5: /sram/macros/0/leakage: no such key; did you mean 'leakage_nw'?\n"
     "t.json:5: /sram/macros/0/leakage_nw: missing; expected a number from 0 to 1e+12 nW"},
    {"another_schema", "\"engram-energy-table\"", "\"engram-table\"",
     "t.json:1: /schema: found the text \"engram-table\", expected engram-energy-table, all this "
     "version has"},
    {"another_version", "\"schema_version\": 1", "\"schema_version\": 2",
     "t.json:1: /schema_version: found the number 2, expected a whole number from 1 to 1"},
    {"two_memories", "\"sram\": {",
     "\"sram\": { \"grid\": { \"ports\": 1, \"provenance\": \"macros\", \"points\": [[1, 8, 1, 1, "
     "1, 1, "
     "1]] },",
     "t.json:4: /sram: expected exactly one of macros, grid"},
    {"all_at_once", "\"write_pj\": 4", "\"write_pj\": -4, \"x\": 1",
     "t.json:6: /sram/macros/1/x: no such key\n"
     "t.json:6: /sram/macros/1/write_pj: found the number -4, expected a number above 0 up to "
     "1000000 "
     "pJ"},
};
INSTANTIATE_TEST_SUITE_P(Energy, BadTable, testing::ValuesIn(kBadTable),
                         [](const auto& instance) { return std::string(instance.param.name); });

class BadGrid : public testing::TestWithParam<BadConfig> {};
TEST_P(BadGrid, SaysWhereAndWhat) {
  EXPECT_EQ(faults_of_text(replaced(grid_table(), GetParam().old, GetParam().by)),
            GetParam().faults);
}

const BadConfig kBadGrid[] = {
    {"not_full", "[1024, 16, 1.5, 2, 3, 4, 5],", "",
     "t.json:4: /sram/grid/points: the grid is not full: no point of 1024 bytes by 16 bits"},
    {"twice", "[1024, 16,", "[1024, 8,",
     "t.json:4: /sram/grid/points: the point of 1024 bytes by 8 bits is given twice\n"
     "t.json:4: /sram/grid/points: the grid is not full: no point of 1024 bytes by 16 bits"},
    {"short_point", "[1024, 16, 1.5, 2, 3, 4, 5]", "[1024, 16, 1.5]",
     "t.json:6: /sram/grid/points/1: found a list of 3, expected a list of 7 entries"},
    {"fractional_width", "[1024, 16,", "[1024, 16.5,",
     "t.json:6: /sram/grid/points/1: word_bits: found the number 16.5, expected a whole number "
     "above "
     "0 up to 4096"},
    {"huge_capacity", "[1024, 16,", "[1e300, 16,",
     "t.json:6: /sram/grid/points/1/0: found the number 1e300, expected a number from 0 to 1e+12"},
    {"large_capacity", "[1024, 16,", "[2000000000000, 16,",
     "t.json:6: /sram/grid/points/1/0: found the number 2000000000000, expected a number from 0 to "
     "1e+12"},
    {"no_energy", "[1024, 16, 1.5,", "[1024, 16, 0,",
     "t.json:6: /sram/grid/points/1: read_pj: found the number 0, expected a number above 0 up to "
     "1e+06"},
    {"unknown_source", "\"provenance\": \"macros\", \"points\"",
     "\"provenance\": \"x\", \"points\"", "t.json:4: /sram/grid/provenance: no source 'x'"},
};
INSTANTIATE_TEST_SUITE_P(Energy, BadGrid, testing::ValuesIn(kBadGrid),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(BadTableFile, IsNamed) {
  const Files files;
  EXPECT_EQ(table_faults(files, "ihp-28n"),
            "energy table: no shipped table 'ihp-28n'; did you mean 'ihp-28nm'?");
  EXPECT_EQ(table_faults(files, (files.folder() / "no.json").string()),
            "energy table: no such file: no.json");
  EXPECT_EQ(faults_of_text("[]"), "t.json:1: found a list of 0, expected an object");
  EXPECT_EQ(faults_of_text("{").substr(0, 25), "t.json:1: not valid JSON:");
}

TEST(BadScaledTable, IsRefused) {
  const Files files;
  const std::string scaled = files.write("s.json", scaled_table("t.json")).string();
  EXPECT_EQ(table_faults(files, scaled), "s.json:2: /scaled_from: no such file: t.json");
  files.write("t.json", scaled_table("s.json"));
  EXPECT_EQ(table_faults(files, scaled),
            "t.json:2: /scaled_from: a circle: s.json is scaled from itself");
  files.write("s.json", replaced(scaled_table("t.json"), "\"energy\": 0.5", "\"energy\": 0"));
  EXPECT_EQ(table_faults(files, scaled),
            "s.json:3: /factors/energy: found the number 0, expected a number from 0.001 to 1000");
  files.write("t.json", macro_table());
  files.write("s.json", scaled_table("t.json"));
  for (const char* next : {"s2", "s3", "s4"}) {
    const std::string before =
        next == std::string("s2") ? "s" : std::string("s") + char(next[1] - 1);
    files.write(std::string(next) + ".json", scaled_table(before + ".json"));
  }
  EXPECT_EQ(table_faults(files, (files.folder() / "s3.json").string()), "");
  EXPECT_EQ(table_faults(files, (files.folder() / "s4.json").string()),
            "s.json:2: /scaled_from: scaled more than 3 times");
}

}  // namespace
}  // namespace engram::sim
