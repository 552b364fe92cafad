#include "energy/liberty/liberty_library.hpp"

#include <gtest/gtest.h>

#include "energy/liberty/liberty_fault.hpp"
#include "tests/energy/liberty/small_library.hpp"

namespace engram::energy {
namespace {

TEST(LookupTable, IsBilinearAndGoesOnStraight) {
  const LookupTable table{{0, 1}, {0, 10}, {0, 10, 100, 130}};  // [slew][load]
  EXPECT_DOUBLE_EQ(table.at(0, 5), 5);
  EXPECT_DOUBLE_EQ(table.at(1, 5), 115);
  EXPECT_DOUBLE_EQ(table.at(0.5, 5), 60);
  EXPECT_DOUBLE_EQ(table.at(2, 0), 200);
  EXPECT_DOUBLE_EQ(table.at(0, -5), -5);
  EXPECT_DOUBLE_EQ((LookupTable{{}, {}, {3}}).at(7, 7), 3);
  EXPECT_DOUBLE_EQ(LookupTable{}.at(7, 7), 0);
  EXPECT_DOUBLE_EQ((LookupTable{{1, 2, 3}, {}, {4, 5, 6}}).middle(), 5);
}

TEST(LibertyLibrary, ReadsInOurUnits) {
  const LibertyLibrary library = read_liberty(small_library(), "small.lib");
  EXPECT_EQ(library.voltage_v, 2);
  ASSERT_EQ(library.cells.size(), 3U) << "a cell without output is no logic";
  const LibertyCell& inverter = *library.cell("INV");
  EXPECT_EQ(inverter.area_um2, 2);
  EXPECT_DOUBLE_EQ(inverter.leakage_nw, 0.1);
  EXPECT_DOUBLE_EQ(inverter.pin("A")->capacitance_pf, 0.003);
  const CellPin& output = *inverter.pin("Y");
  ASSERT_EQ(output.powers.size(), 1U);
  const LookupTable& rise = output.powers[0].energy[0];
  EXPECT_EQ(rise.slews, (std::vector<double>{0, 0.1})) << "ns";
  EXPECT_EQ(rise.loads, (std::vector<double>{0, 0.01})) << "pF";
  EXPECT_DOUBLE_EQ(rise.at(0, 0), 0.001) << "pJ";
  EXPECT_DOUBLE_EQ(rise.at(0.1, 0), 0.003) << "the inner axis of the template is the slew";
  EXPECT_DOUBLE_EQ(rise.at(0, 0.01), 0.002);
  EXPECT_DOUBLE_EQ(output.delays.at(0).delay[0].at(0.5, 0), 0.07) << "ns";
  const LibertyCell& flip_flop = *library.cell("DFF");
  ASSERT_TRUE(flip_flop.flip_flop.has_value());
  EXPECT_EQ(flip_flop.flip_flop->state, "IQ");
  EXPECT_TRUE(flip_flop.pin("CK")->clock);
}

std::string faults_of(const std::string& text) {
  try {
    read_liberty(text, "f.lib");
  } catch (const LibertyFault& fault) {
    return fault.what();
  }
  return "";
}

TEST(LibertyLibrary, FindsAllFaultsAtOnce) {
  const std::string text = R"(library (l) {
  time_unit : "1s2"; voltage_unit : "1V";
  capacitive_load_unit (1, pf); nom_voltage : high; nom_temperature : 25;
  cell (A) { area : 1;
    pin (X) { direction : sideways; }
    pin (Y) { direction : output; function : "X & Z";
      internal_power () { related_pin : "X"; rise_power (nowhere) { values ("1"); }
        fall_power (scalar) { values ("1, two"); } } } }
})";
  EXPECT_EQ(faults_of(text),
            "f.lib:2: time_unit '1s2', expected such as 1ns\n"
            "f.lib:1: no leakage_power_unit\n"
            "f.lib:3: nom_voltage 'high' is no number\n"
            "f.lib:5: pin 'X': direction 'sideways', expected input or output\n"
            "f.lib:7: no template 'nowhere'\n"
            "f.lib:8: values: '1, two' is no list of numbers\n"
            "f.lib:4: cell 'A' has no pin 'Z'");
}

}  // namespace
}  // namespace engram::energy
