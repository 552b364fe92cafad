#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "energy/ledger.hpp"
#include "energy/row_energy.hpp"
#include "small_table.hpp"

namespace engram::energy {
namespace {

Part random_part() {
  return static_cast<Part>(*rc::gen::inRange(0, kParts - 2));
}

Count random_count() {
  return *rc::gen::inRange<Count>(0, Count{1} << 50);
}

std::string random_block() {
  return "core" + std::to_string(*rc::gen::inRange(0, 3));
}

Activity random_activity() {
  Activity activity;
  const int memories = *rc::gen::inRange(0, 5);
  for (int at = 0; at < memories; ++at) {
    MemoryActivity memory{random_block(), "m" + std::to_string(at), {}, {}};
    memory.shape = {*rc::gen::inRange<std::uint64_t>(1, 400), *rc::gen::inRange(8u, 33u),
                    *rc::gen::inRange(1u, 4u), *rc::gen::inRange(1u, 3u),
                    *rc::gen::arbitrary<bool>()};
    const int regions = *rc::gen::inRange(1, 4);
    for (int region = 0; region < regions; ++region) {
      memory.accesses.push_back(
          {"r" + std::to_string(region), random_part(), random_count(), random_count()});
    }
    activity.memories.push_back(memory);
  }
  const int units = *rc::gen::inRange(0, 5);
  for (int at = 0; at < units; ++at) {
    activity.logic.push_back({random_block(), "u" + std::to_string(at), random_part(), "accumulate",
                              "int", *rc::gen::inRange(8u, 33u),
                              *rc::gen::inRange<std::uint64_t>(0, 5), random_count()});
  }
  activity.clocks.push_back({random_block(), *rc::gen::inRange<std::uint64_t>(0, 1 << 12),
                             *rc::gen::inRange<Count>(0, Count{1} << 50), "pipeline"});
  activity.cycles_on = random_count();
  activity.clock_period_ps = *rc::gen::inRange<std::uint64_t>(1, 100000);
  return activity;
}

template <std::size_t size>
Energy sum(const std::array<Energy, size>& energies) {
  Energy total;
  for (const Energy energy : energies) total += energy;
  return total;
}

TEST(Account, SumsAreExactForAnyActivity) {
  const auto property = [] {
    const Activity activity = random_activity();
    const Ledger ledger = account(activity, small_table());
    Energy total;
    std::array<Energy, kParts> parts{};
    std::array<Energy, kMethods> methods{};
    Count counted = 0;
    for (const LedgerLine& line : ledger.lines) {
      RC_ASSERT(line.count > 0u);
      RC_ASSERT(line.total == line.each * line.count);
      total += line.total;
      parts[static_cast<std::size_t>(line.part)] += line.total;
      methods[static_cast<std::size_t>(line.provenance.method)] += line.total;
      if (line.kind != "clock" && line.kind != "leakage") counted += line.count;
    }
    RC_ASSERT(total == ledger.total);
    RC_ASSERT(parts == ledger.parts);
    RC_ASSERT(methods == ledger.methods);
    RC_ASSERT(sum(ledger.parts) == ledger.total);
    RC_ASSERT(sum(ledger.methods) == ledger.total);

    Count given = 0;  // every count is in exactly one line
    for (const MemoryActivity& memory : activity.memories) {
      for (const MemoryAccesses& access : memory.accesses) given += access.reads + access.writes;
    }
    for (const LogicActivity& logic : activity.logic) given += logic.count;
    RC_ASSERT(counted == given);

    double area = 0;
    for (const AreaLine& line : ledger.areas) area += line.area_um2;
    RC_ASSERT(area == ledger.area_um2);
  };
  EXPECT_TRUE(rc::check("lines, parts and methods sum to the total", property));
}

TEST(EnergyByRow, SumsToTheTotalButForRoundedLeakage) {
  const auto property = [] {
    const Activity activity = random_activity();
    const Ledger ledger = account(activity, small_table());
    double sum = 0;
    for (const RowEnergy& one : energy_by_row(activity, small_table())) sum += one.picojoules;
    // Three blocks with memories, registers and logic, each rounded to half an attojoule a cycle.
    const double rounded = 9 * 0.5e-6 * static_cast<double>(activity.cycles_on);
    const double total = ledger.total.picojoules();
    RC_ASSERT(std::abs(sum - total) <= rounded + 1e-9 * total);
  };
  EXPECT_TRUE(rc::check("rows sum to the total", property));
}

TEST(Account, TwoSamplesCostWhatTheirSumCosts) {
  const auto property = [] {
    const Activity first = random_activity();
    Activity second = first;  // the same chip, other counts
    for (MemoryActivity& memory : second.memories) {
      for (MemoryAccesses& access : memory.accesses) access.reads = random_count();
    }
    for (LogicActivity& logic : second.logic) logic.count = random_count();
    second.cycles_on = random_count();
    Activity both = first;
    add(both, second);
    const Energy apart = account(first, small_table()).total + account(second, small_table()).total;
    RC_ASSERT(account(both, small_table()).total == apart);
  };
  EXPECT_TRUE(rc::check("accounting is additive", property));
}

}  // namespace
}  // namespace engram::energy
