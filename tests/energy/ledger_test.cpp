#include "energy/ledger.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "small_table.hpp"

namespace engram::energy {
namespace {

/// One core with an SRAM, a register file and adders, and a mesh of four routers.
Activity small_chip() {
  Activity activity;
  activity.memories = {
      {"core0",
       "weights",
       {1024, 32, 1, 1, false},  // 1 x 2 of deep16
       {{"fc.pointers", Part::metadata_memory, 100, 0}, {"fc.weights", Part::weight_memory, 7, 3}}},
      {"core0", "accumulator", {10, 8, 1, 1, true}, {{"accumulator", Part::state_memory, 5, 5}}}};
  activity.logic = {{"core0", "fc.accumulate", Part::compute, "accumulate", "int", 16, 2, 1000},
                    {"core0", "conv.accumulate", Part::compute, "accumulate", "int", 16, 0, 1},
                    {"noc", "mesh", Part::noc, "noc_hop", "", 32, 4, 0}};
  activity.clocks = {{"core0", 600, 49, "pipeline"}, {"core0", 600, 1, ""}};
  activity.cycles_on = 200;
  activity.clock_period_ps = 10000;
  return activity;
}

struct Expected {
  std::string where;
  Part part;
  Count count;
  Int128 each;  ///< aJ
  Method method;
};

TEST(Account, ASmallChipByHand) {
  // Leakage a cycle of 10 ns: nW x 10 aJ. Memories 2 x 80 nW, registers 10 x 4 nW, adders 2 x 10
  // nW, routers 4 x 300 nW.
  const std::vector<Expected> expected{
      {"core0 fc.pointers read", Part::metadata_memory, 100, 40000000, Method::measured},
      {"core0 fc.weights read", Part::weight_memory, 7, 40000000, Method::measured},
      {"core0 fc.weights write", Part::weight_memory, 3, 80000000, Method::measured},
      {"core0 accumulator read", Part::state_memory, 5, 100000, Method::assumed},
      {"core0 accumulator write", Part::state_memory, 5, 200000, Method::synthesised},
      {"core0 fc.accumulate accumulate", Part::compute, 1000, 500000, Method::synthesised},
      {"core0 conv.accumulate accumulate", Part::compute, 1, 500000, Method::synthesised},
      {"core0 pipeline clock", Part::clock, 29400, 30000, Method::synthesised},
      {"core0 flip-flops clock", Part::clock, 600, 30000, Method::synthesised},
      {"core0 memories leakage", Part::leakage, 200, 1600, Method::measured},
      {"core0 registers leakage", Part::leakage, 200, 400, Method::synthesised},
      {"core0 logic leakage", Part::leakage, 200, 200, Method::synthesised},
      {"noc logic leakage", Part::leakage, 200, 12000, Method::cited}};
  const Ledger ledger = account(small_chip(), small_table());
  ASSERT_EQ(ledger.lines.size(), expected.size());
  for (std::size_t at = 0; at < expected.size(); ++at) {
    const LedgerLine& line = ledger.lines[at];
    EXPECT_EQ(line.block + " " + line.region + " " + line.kind, expected[at].where);
    EXPECT_EQ(line.part, expected[at].part) << expected[at].where;
    EXPECT_EQ(line.count, expected[at].count) << expected[at].where;
    EXPECT_EQ(line.each, Energy::attojoules(expected[at].each)) << expected[at].where;
    EXPECT_EQ(line.provenance.method, expected[at].method) << expected[at].where;
  }
  EXPECT_EQ(ledger.table, "small");
  EXPECT_EQ(to_string(ledger.total), "5924840000");
  const auto part = [&](Part which) { return to_string(ledger.parts[static_cast<int>(which)]); };
  EXPECT_EQ(part(Part::metadata_memory), "4000000000");
  EXPECT_EQ(part(Part::weight_memory), "520000000");
  EXPECT_EQ(part(Part::state_memory), "1500000");
  EXPECT_EQ(part(Part::compute), "500500000");
  EXPECT_EQ(part(Part::clock), "900000000");
  EXPECT_EQ(part(Part::leakage), "2840000");
  EXPECT_EQ(part(Part::noc), "0");
  const auto method = [&](Method which) {
    return to_string(ledger.methods[static_cast<int>(which)]);
  };
  EXPECT_EQ(method(Method::measured), "4520320000");
  EXPECT_EQ(method(Method::synthesised), "1401620000");
  EXPECT_EQ(method(Method::cited), "2400000");
  EXPECT_EQ(method(Method::assumed), "500000");
}

TEST(Account, AreaCountsEveryCopyOnce) {
  const Ledger ledger = account(small_chip(), small_table());
  ASSERT_EQ(ledger.areas.size(), 4u) << "the second user of the adders adds none";
  EXPECT_DOUBLE_EQ(ledger.areas[0].area_um2, 16000);
  EXPECT_DOUBLE_EQ(ledger.areas[0].leakage_nw, 160);
  EXPECT_EQ(ledger.areas[0].part, Part::metadata_memory);
  EXPECT_EQ(ledger.areas[2].part, Part::compute);
  EXPECT_EQ(ledger.areas[0].composition, "1 x 2 of deep16");
  EXPECT_DOUBLE_EQ(ledger.areas[1].area_um2, 4000);
  EXPECT_DOUBLE_EQ(ledger.areas[2].area_um2, 1600);
  EXPECT_EQ(ledger.areas[2].composition, "2 x accumulate/int at 16 bits");
  EXPECT_DOUBLE_EQ(ledger.areas[3].area_um2, 80000);
  EXPECT_DOUBLE_EQ(ledger.area_um2, 101600);
}

TEST(Account, TheSlowestMemorySetsThePeriod) {
  Activity activity = small_chip();
  activity.memories.insert(activity.memories.begin(),
                           {"core1", "pointers", {256, 32, 1, 1, false}, {}});  // flat32
  const Ledger ledger = account(activity, small_table());
  EXPECT_EQ(ledger.min_period_ps, 1324u);
  EXPECT_EQ(ledger.slowest_memory, "core0/weights");
}

TEST(Account, LeakageTakesTheMethodOfItsLargestContributor) {
  Activity activity = small_chip();
  activity.logic[0].bits = 32;  // 2 x 30 nW assumed against 8 x 10 nW synthesised
  activity.logic[1].instances = 8;
  const auto leakage = [&] {
    for (const LedgerLine& line : account(activity, small_table()).lines) {
      if (line.block == "core0" && line.region == "logic") return line;
    }
    return LedgerLine{};
  };
  EXPECT_EQ(leakage().provenance.method, Method::synthesised);
  EXPECT_EQ(leakage().each, Energy::attojoules(1400));
  activity.logic[1].instances = 5;  // 50 nW
  EXPECT_EQ(leakage().provenance.method, Method::assumed);
}

TEST(Account, AnIdleChipHasNoLinesButAllAreas) {
  Activity activity = small_chip();
  for (MemoryActivity& memory : activity.memories) {
    for (MemoryAccesses& access : memory.accesses) access.reads = access.writes = 0;
  }
  for (LogicActivity& logic : activity.logic) logic.count = 0;
  activity.clocks.clear();
  activity.cycles_on = 0;
  const Ledger ledger = account(activity, small_table());
  EXPECT_TRUE(ledger.lines.empty());
  EXPECT_EQ(ledger.total, Energy{});
  EXPECT_DOUBLE_EQ(ledger.area_um2, 101600);
}

TEST(Account, AllMissingRowsAreNamedAtOnceEachOnce) {
  Activity activity = small_chip();
  for (LogicActivity& logic : activity.logic) logic.count = 0;  // looked up all the same
  activity.logic[0].variant = activity.logic[1].variant = "float32";
  activity.memories[0].shape.ports = 3;
  Table table = small_table();
  std::erase_if(table.logic, [](const LogicRow& row) { return row.operation == "clock"; });
  try {
    account(activity, table);
    FAIL() << "priced";
  } catch (const MissingRow& missing) {
    EXPECT_STREQ(
        missing.what(),
        "energy table small: no SRAM macro with 3 or more ports, for a memory of 1024 words of 32 "
        "bits in 1 bank (core0/weights)\n"
        "energy table small: no row for accumulate / float32 at 16 bits (no width)\n"
        "energy table small: no row for clock at 1 bits (no width)");
  }
}

TEST(Account, ClockEdgesThatLeave64BitsAreAnError) {
  Activity activity = small_chip();
  activity.clocks[0].cycles = std::numeric_limits<Count>::max() / 599;
  EXPECT_THROW(account(activity, small_table()), std::overflow_error);
}

}  // namespace
}  // namespace engram::energy
