#include "energy/scale.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "energy/ledger.hpp"
#include "small_table.hpp"

namespace engram::energy {
namespace {

Factors factors() {
  return {0.5, 0.25, 0.125, 2, {Method::scaled, "the rule", "130 nm to 28 nm"}};
}

TEST(Scale, MacrosAndRowsAreMultiplied) {
  const Table base = small_table();
  const Table scaled = scale(base, factors());
  const SramMacro& macro = std::get<std::vector<SramMacro>>(scaled.sram).at(0);
  EXPECT_EQ(macro.read, Energy::picojoules(10));
  EXPECT_EQ(macro.write, Energy::picojoules(20));
  EXPECT_DOUBLE_EQ(macro.leakage_nw, 160);
  EXPECT_DOUBLE_EQ(macro.area_um2, 1000);
  EXPECT_EQ(macro.access_ps, 256u);
  EXPECT_EQ(macro.setup_ps, 75u);
  const LogicRow row = find_logic(scaled, "accumulate", "int", 16);
  EXPECT_EQ(row.energy, Energy::picojoules(0.25));
  EXPECT_DOUBLE_EQ(row.leakage_nw, 20);
  EXPECT_DOUBLE_EQ(row.area_um2, 100);
  EXPECT_EQ(scaled.name, base.name);
  EXPECT_EQ(scaled.logic.size(), base.logic.size());
}

TEST(Scale, GridsAreMultiplied) {
  const Table scaled = scale(small_grid_table(), factors());
  const SramGrid& grid = std::get<SramGrid>(scaled.sram);
  const SramGrid::Point& point = grid.points.at(5);
  EXPECT_EQ(point.capacity_bytes, 16384u);
  EXPECT_DOUBLE_EQ(point.read_pj, 8);
  EXPECT_DOUBLE_EQ(point.write_pj, 9);
  EXPECT_DOUBLE_EQ(point.leakage_nw, 3600);
  EXPECT_DOUBLE_EQ(point.area_um2, 6500);
  EXPECT_DOUBLE_EQ(point.access_ns, 0.125);
  EXPECT_EQ(grid.provenance.method, Method::scaled);
}

TEST(Scale, ProvenanceNamesBothSourcesTheFactorAndTheOrigin) {
  const Table scaled = scale(small_table(), factors());
  const Provenance row = find_logic(scaled, "accumulate", "int", 16).provenance;
  EXPECT_EQ(row.method, Method::scaled);
  EXPECT_EQ(row.source, "synthesis; the rule");
  EXPECT_EQ(row.derivation, "energy x 0.5 of a figure that is synthesised; 130 nm to 28 nm");
  const Provenance guess = find_logic(scaled, "accumulate", "int", 32).provenance;
  EXPECT_EQ(guess.method, Method::assumed) << "scaling makes no assumption better";
  EXPECT_EQ(guess.derivation,
            "energy x 0.5 of a figure that is assumed (half of it); 130 nm to 28 nm");
}

TEST(Scale, ScaledLeakageIsAssumed) {
  Activity activity;
  activity.memories = {
      {"core0", "weights", {1024, 16, 1, 1, false}, {{"w", Part::weight_memory, 1, 0}}}};
  activity.cycles_on = 1;
  activity.clock_period_ps = 1000;
  const Ledger ledger = account(activity, scale(small_table(), factors()));
  ASSERT_EQ(ledger.lines.size(), 2u);
  EXPECT_EQ(ledger.lines[0].provenance.method, Method::scaled);
  EXPECT_EQ(ledger.lines[1].provenance.method, Method::assumed);
  EXPECT_EQ(ledger.lines[1].each, Energy::attojoules(160));
  EXPECT_NE(ledger.lines[1].provenance.derivation.find("x 2"), std::string::npos);
}

TEST(Scale, FactorsMustBePositiveNumbers) {
  for (const double wrong : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    for (double Factors::*factor :
         {&Factors::energy, &Factors::delay, &Factors::area, &Factors::leakage}) {
      Factors given = factors();
      given.*factor = wrong;
      EXPECT_THROW(scale(small_table(), given), std::invalid_argument) << wrong;
    }
  }
}

TEST(Scale, DramIsAnotherChip) {
  Table base;
  LogicRow row;
  row.operation = "dram_bit";
  row.bits = 1;
  row.energy = Energy::picojoules(8);
  row.provenance = {Method::cited, "a DRAM", "as it is"};
  base.logic = {row};
  const LogicRow kept = find_logic(scale(base, factors()), "dram_bit", "", 1);
  EXPECT_EQ(kept.energy, Energy::picojoules(8));
  EXPECT_EQ(kept.provenance.method, Method::cited);
}

}  // namespace
}  // namespace engram::energy
