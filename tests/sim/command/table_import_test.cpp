#include <gtest/gtest.h>

#include "energy/table.hpp"
#include "sim/config/energy_table_file.hpp"
#include "tests/sim/command/program.hpp"

/// engram table import: SRAM macros from Liberty files.
namespace engram::sim {
namespace {

/// A compiler's file of our own: `name`, read and write energies, one line a fact.
std::string sram_file(const std::string& name, const std::string& enables = "A_REN") {
  return R"lib(library (l_)lib" + name + R"lib() {
  time_unit : "1ns"; voltage_unit : "1V"; leakage_power_unit : "1nW"; capacitive_load_unit (1, pf);
  nom_voltage : 1.2; nom_temperature : 25; default_operating_conditions : typ;
  lu_table_template (d) { variable_1 : input_net_transition;
    variable_2 : total_output_net_capacitance; index_1 ("1, 2, 3"); index_2 ("1, 2"); }
  cell ()lib" +
         name + R"lib() {
    area : 1000.5; cell_leakage_power : 12;
    memory () { type : ram; address_width : 8; word_width : 16; }
    pin (A_MEN) { direction : input; } pin (A_WEN) { direction : input; }
    pin ()lib" +
         enables + R"lib() { direction : input; }
    pin (A_CLK) { direction : input; clock : true;
      internal_power () { when : "A_MEN & !A_WEN & A_REN";
        rise_power (scalar) { values ("3.25"); } fall_power (scalar) { values ("0.25"); } }
      internal_power () { when : "A_MEN & A_WEN & !A_REN";
        rise_power (scalar) { values ("4.5"); } fall_power (scalar) { values ("0"); } } }
    bus (A_DOUT) { direction : output; memory_read () { address : A_ADDR; }
      timing () { related_pin : "A_CLK"; timing_type : rising_edge;
        cell_rise (d) { values ("1, 2", "3, 4.5", "5, 6"); }
        cell_fall (d) { values ("1, 2", "3, 4.25", "5, 6"); } } }
  } })lib";
}

TEST(TableImport, BecomesATableThatARunCanName) {
  const Scratch scratch;
  scratch.write("a.lib", sram_file("A"));
  scratch.write("b.lib", sram_file("B"));
  const ProgramResult result =
      engram("table import a.lib b.lib --out mine.json --logic ihp-sg13g2-130nm", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_NE(result.output.find("mine.json: 2 macros"), std::string::npos) << result.output;
  const energy::Table table = load_table((scratch.path() / "mine.json").string());
  EXPECT_EQ(table.name, "mine");
  EXPECT_EQ(table.corner, "typ");
  EXPECT_EQ(table.node_nm, 130);
  const auto& macros = std::get<std::vector<energy::SramMacro>>(table.sram);
  ASSERT_EQ(macros.size(), 2U);
  EXPECT_EQ(macros[0].words, 256U);
  EXPECT_EQ(macros[0].read, Energy::picojoules(3.5));
  EXPECT_EQ(macros[0].write, Energy::picojoules(4.5));
  EXPECT_EQ(macros[0].access_ps, 4500U);
  EXPECT_EQ(macros[0].leakage_nw, 12);
  EXPECT_EQ(macros[0].area_um2, 1000.5);
  EXPECT_EQ(macros[0].provenance.method, energy::Method::measured);
  EXPECT_NE(macros[0].provenance.source.find("a.lib"), std::string::npos);
  EXPECT_NE(macros[0].provenance.derivation.find("A_MEN & !A_WEN & A_REN"), std::string::npos);
  scratch.write("run.json", small_config());
  const ProgramResult run =
      engram(R"(run run.json --out r --set '/energy/table="mine.json"')", scratch.path());
  EXPECT_EQ(run.exit_code, 0) << run.errors;
}

TEST(TableImport, StatesAndEdgesCanBeSaid) {
  const Scratch scratch;
  scratch.write("a.lib", sram_file("A"));
  const ProgramResult result =
      engram("table import a.lib --rise-only --read 'A_MEN & A_REN' --write 'A_MEN & A_WEN'",
             scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(value_of(result.output, "read_pj"), "3.25");
  EXPECT_EQ(scratch.entries(), 1U) << "without --out nothing is written";
}

TEST(TableImport, RefusesAllThatIsWrongAtOnce) {
  const Scratch scratch;
  scratch.write("good.lib", sram_file("A"));
  scratch.write("twice.lib", sram_file("A"));
  scratch.write("cut.lib", sram_file("C").substr(0, 300));
  scratch.write("enables.lib", sram_file("D", "ENABLE"));
  std::string hot = sram_file("E");
  hot.replace(hot.find("nom_temperature : 25"), 20, "nom_temperature : 125");
  scratch.write("hot.lib", hot);
  std::string shape = sram_file("F");
  shape.replace(shape.find("word_width : 16"), 15, "word_width : 1.5");
  scratch.write("shape.lib", shape);
  const std::size_t before = scratch.entries();
  const ProgramResult result = engram(
      "table import good.lib twice.lib cut.lib enables.lib hot.lib shape.lib none.lib --logic "
      "nothing "
      "--out t.json",
      scratch.path());
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.output, "");
  for (const char* expected :
       {"twice.lib: the macro 'A' is in good.lib too", "cut.lib:5: ",
        "enables.lib:6: macro 'D': the state of a read and a write is not known; say it as --read",
        "hot.lib: 1.2 V, 125 C, where the files before it have 1.2 V, 25 C",
        "shape.lib:8: word_width '1.5', expected a whole number from 1 to 4096",
        "none.lib: cannot be read", "--logic: no shipped table 'nothing'"}) {
    EXPECT_NE(result.errors.find(expected), std::string::npos)
        << "expected: " << expected << "\nfound: " << result.errors;
  }
  EXPECT_EQ(scratch.entries(), before) << "something was written";
}

TEST(TableImport, RefusesBadExpressions) {
  const Scratch scratch;
  scratch.write("a.lib", sram_file("A"));
  const ProgramResult result = engram("table import a.lib --read 'A &'", scratch.path());
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_NE(result.errors.find("--read: 'A &' is no boolean expression"), std::string::npos);
  EXPECT_NE(result.errors.find("expected both or neither"), std::string::npos);
}

}  // namespace
}  // namespace engram::sim
