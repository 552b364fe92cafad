#include <gtest/gtest.h>

#include "tests/hw/hand_made.hpp"

// What a count of n costs: n unit events, or one event that is multiplied.
namespace engram::hw::testing {
namespace {

const std::vector<SampleInput> kPayloadInput{{0, {{0, 2, 5}, {1, 0, 1}}}};

TEST(Payload, UnitEventsCostTheirRowEach) {
  const Report report = run_apart(four_by_four(), kPayloadInput, 2);
  EXPECT_EQ(report.at("rows"), "6 ");
  EXPECT_EQ(report.at("synaptic_operations"), "9 ");  // 5 x 1 + 4
  EXPECT_EQ(report.at("accumulator_adds"), "24 ");
  EXPECT_EQ(report.at("core0/fc.weights/fc.weights/reads"), "12");
  EXPECT_EQ(report.at("core0/axon_table/axon_table/reads"), "6");
  EXPECT_EQ(report.count("core0/fc.multiply/multiply/count"), 0u);
  // t0: host 5, barrier 2, rows 20, update 12, 2; t1: 1, 2, 4, 12, 2
  EXPECT_EQ(report.at("timestep_cycles"), "41 21 ");
}

TEST(Payload, MultiplyReadsAndAddsOnceAnEvent) {
  ChipSpec spec = four_by_four();
  spec.payload = Payload::multiply;
  spec.lanes = 2;
  const Report report = run_apart(spec, kPayloadInput, 2);
  EXPECT_EQ(report.at("rows"), "2 ");
  EXPECT_EQ(report.at("synaptic_operations"), "9 ");
  EXPECT_EQ(report.at("accumulator_adds"), "8 ");
  EXPECT_EQ(report.at("core0/fc.weights/fc.weights/reads"), "4");
  EXPECT_EQ(report.at("core0/axon_table/axon_table/reads"), "2");
  EXPECT_EQ(report.at("core0/fc.multiply/multiply/count"), "8");
  EXPECT_EQ(report.at("core0/fc.multiply/multiply/variant"), "int@32");
  EXPECT_EQ(report.at("core0/fc.multiply/multiply/instances"), "2");
  EXPECT_EQ(report.at("timestep_cycles"), "19 19 ");  // 1, 2, 2, 12, 2
}

TEST(Payload, TwoEventsOnOneRowAreTwoReadsEitherWay) {
  ChipSpec spec = four_by_four();
  spec.cores[0].entries[1].row = 0;  // as if pooling led neurons 0 and 1 to one row
  const std::vector<SampleInput> input{{0, {{0, 0, 1}, {0, 1, 2}}}};
  EXPECT_EQ(run_apart(spec, input, 1).at("rows"), "3 ");
  spec.payload = Payload::multiply;
  EXPECT_EQ(run_apart(spec, input, 1).at("rows"), "2 ");
}

}  // namespace
}  // namespace engram::hw::testing
