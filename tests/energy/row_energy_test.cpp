#include "energy/row_energy.hpp"

#include <gtest/gtest.h>

#include "energy/ledger.hpp"
#include "small_table.hpp"

/// What each figure of a table prices, worked out by hand.
namespace engram::energy {
namespace {

/// Two cores with a memory of the same macro, registers, additions and a clock.
Activity two_cores() {
  Activity activity;
  for (const char* core : {"core0", "core1"}) {
    activity.memories.push_back(
        {core, "weights", {256, 32, 1, 1, false}, {{"w", Part::weight_memory, 10, 2}}});
    activity.memories.push_back(
        {core, "state", {4, 8, 1, 1, true}, {{"state", Part::state_memory, 3, 5}}});
    activity.logic.push_back({core, "adders", Part::compute, "accumulate", "int", 8, 2, 100});
  }
  activity.clocks.push_back({"core0", 32, 50, "state"});
  activity.cycles_on = 1000;
  activity.clock_period_ps = 10000;
  return activity;
}

double of(const std::vector<RowEnergy>& rows, const std::string& name) {
  for (const RowEnergy& one : rows) {
    if (one.row == name) return one.picojoules;
  }
  return -1;
}

TEST(EnergyByRow, AddsUpWhatOneFigurePricesOverAllBlocks) {
  const std::vector<RowEnergy> rows = energy_by_row(two_cores(), small_table());
  EXPECT_DOUBLE_EQ(of(rows, "flat32 read"), 2 * 10 * 25.0);
  EXPECT_DOUBLE_EQ(of(rows, "flat32 write"), 2 * 2 * 50.0);
  EXPECT_DOUBLE_EQ(of(rows, "flat32 leakage"), 2 * 50.0 * 1e-5 * 1000);  // 50 nW for 10 us
  EXPECT_DOUBLE_EQ(of(rows, "register_read at 8 bits"), 2 * 3 * 0.1);
  EXPECT_DOUBLE_EQ(of(rows, "register_write at 8 bits"), 2 * 5 * 0.2);
  EXPECT_DOUBLE_EQ(of(rows, "register_write at 8 bits leakage"), 2 * 4 * 4.0 * 1e-5 * 1000);
  EXPECT_DOUBLE_EQ(of(rows, "accumulate / int at 8 bits"), 2 * 100 * 0.25);
  EXPECT_DOUBLE_EQ(of(rows, "accumulate / int at 8 bits leakage"), 2 * 2 * 4.0 * 1e-5 * 1000);
  EXPECT_DOUBLE_EQ(of(rows, "clock"), 32 * 50 * 0.03);
  EXPECT_EQ(rows.size(), 9U);
}

TEST(EnergyByRow, NamesAMacroNotItsComposition) {
  Activity activity;
  activity.memories.push_back(
      {"core0", "wide", {256, 64, 1, 1, false}, {{"w", Part::weight_memory, 1, 0}}});
  const std::vector<RowEnergy> rows = energy_by_row(activity, small_table());
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0], (RowEnergy{"flat32 read", 2 * 25.0}));  // two side by side
  const std::vector<RowEnergy> of_grid = energy_by_row(activity, small_grid_table());
  EXPECT_EQ(of_grid.at(0).row, "2048 bytes by 64 bits of the grid read");
}

/// A figure that is 1 % larger makes the total larger by its share of 1 %.
TEST(EnergyByRow, ARowsShareIsTheElasticityOfTheTotal) {
  const Activity activity = two_cores();
  const Ledger before = account(activity, small_table());
  Table dearer = small_table();
  for (LogicRow& row : dearer.logic) {
    if (row.operation == "accumulate" && row.bits == 8) row.energy = Energy::picojoules(0.2525);
  }
  const double risen = account(activity, dearer).total.picojoules() / before.total.picojoules() - 1;
  const double share = of(energy_by_row(activity, small_table()), "accumulate / int at 8 bits") /
                       before.total.picojoules();
  EXPECT_NEAR(risen, 0.01 * share, 1e-12);
}

TEST(EnergyByRow, RefusesWhatTheTableLacks) {
  Activity activity;
  activity.logic.push_back({"core0", "u", Part::compute, "divide", "", 8, 1, 1});
  EXPECT_THROW(energy_by_row(activity, small_table()), MissingRow);
}

}  // namespace
}  // namespace engram::energy
