#include "energy/ledger.hpp"

#include <cmath>
#include <set>
#include <utility>

namespace engram::energy {
namespace {

/// Leakage of one block, one kind of hardware.
struct Leak {
  std::string block;
  const char* region;
  double nanowatts = 0;
  double largest = -1;    ///< of one contributor
  Provenance provenance;  ///< of that contributor
};

/// Builds a ledger line by line. Missing rows are collected until `ledger()`.
class Accountant {
 public:
  Accountant(const Activity& activity, const Table& table) : activity_(activity), table_(table) {
    ledger_.table = table.name;
  }

  void memory(const MemoryActivity& memory) {
    MemoryPrice price;
    const std::string name = memory.block + "/" + memory.name;
    if (!looked_up([&] { price = price_memory(table_, memory.shape); }, " (" + name + ")")) return;
    for (const MemoryAccesses& access : memory.accesses) {
      line(memory.block, access.region, "read", access.part, access.reads, price.read,
           price.read_provenance);
      line(memory.block, access.region, "write", access.part, access.writes, price.write,
           price.provenance);
    }
    area({memory.block, memory.name, price.composition, price.note, price.area_um2,
          price.provenance.method, price.leakage_nw,
          memory.accesses.empty() ? Part::weight_memory : memory.accesses.front().part});
    leak(memory.block, memory.shape.registers ? "registers" : "memories", price.leakage_nw,
         price.provenance);
    if (price.min_period_ps > ledger_.min_period_ps) {
      ledger_.min_period_ps = price.min_period_ps;
      ledger_.slowest_memory = name;
    }
  }

  void logic(const LogicActivity& logic) {
    LogicRow row;
    if (!looked_up([&] { row = find_logic(table_, logic.operation, logic.variant, logic.bits); })) {
      return;
    }
    line(logic.block, logic.unit, logic.operation, logic.part, logic.count, row.energy,
         row.provenance);
    if (logic.instances == 0) return;
    const double copies = static_cast<double>(logic.instances);
    const std::string kind = logic.operation + (logic.variant.empty() ? "" : "/" + logic.variant);
    area({logic.block, logic.unit,
          std::to_string(logic.instances) + " x " + kind + " at " + std::to_string(logic.bits) +
              " bits",
          "", copies * row.area_um2, row.provenance.method, copies * row.leakage_nw, logic.part});
    leak(logic.block, "logic", copies * row.leakage_nw, row.provenance);
  }

  void clock(const ClockActivity& clock) {
    LogicRow row;
    if (!looked_up([&] { row = find_logic(table_, "clock", "", 1); })) return;
    Count edges = 0;
    if (__builtin_mul_overflow(clock.flip_flops, clock.cycles, &edges)) {
      throw std::overflow_error("clock of " + clock.block + ": " +
                                std::to_string(clock.flip_flops) + " flip-flops x " +
                                std::to_string(clock.cycles) + " cycles do not fit 64 bits");
    }
    line(clock.block, clock.unit.empty() ? "flip-flops" : clock.unit, "clock", Part::clock, edges,
         row.energy, row.provenance);
  }

  void leakage() {
    const double period_ps = static_cast<double>(activity_.clock_period_ps);
    for (const Leak& leak : leaks_) {
      // 1 nW for 1 ps is 1e-21 J = 1e-9 pJ.
      line(leak.block, leak.region, "leakage", Part::leakage, activity_.cycles_on,
           Energy::picojoules(leak.nanowatts * period_ps * 1e-9),
           table_.leakage ? *table_.leakage : leak.provenance);
    }
  }

  Ledger ledger() {
    if (!missing_.empty()) throw MissingRow(missing_);
    return std::move(ledger_);
  }

 private:
  /// Runs `look`; false where a row is missing, which is noted once, with `user` behind it.
  template <class Look>
  bool looked_up(Look look, const std::string& user = "") {
    try {
      look();
      return true;
    } catch (const MissingRow& row) {
      const std::string text = row.what() + user;
      if (named_.insert(text).second) missing_ += (missing_.empty() ? "" : "\n") + text;
      return false;
    }
  }

  void line(const std::string& block, const std::string& region, const std::string& kind, Part part,
            Count count, Energy each, const Provenance& provenance) {
    if (count == 0) return;
    const Energy total = each * count;
    ledger_.total += total;
    ledger_.parts[static_cast<std::size_t>(part)] += total;
    ledger_.methods[static_cast<std::size_t>(provenance.method)] += total;
    ledger_.lines.push_back({block, region, kind, part, count, each, total, provenance});
  }

  void area(AreaLine area) {
    ledger_.area_um2 += area.area_um2;
    ledger_.areas.push_back(std::move(area));
  }

  void leak(const std::string& block, const char* region, double nanowatts,
            const Provenance& provenance) {
    Leak* sum = nullptr;
    for (Leak& known : leaks_) {
      if (known.block == block && std::string(known.region) == region) sum = &known;
    }
    if (!sum) sum = &leaks_.emplace_back(Leak{block, region, 0, -1, {}});
    sum->nanowatts += nanowatts;
    if (nanowatts > sum->largest) {  // of equal ones the first
      sum->largest = nanowatts;
      sum->provenance = provenance;
    }
  }

  const Activity& activity_;
  const Table& table_;
  Ledger ledger_;
  std::vector<Leak> leaks_;
  std::set<std::string> named_;
  std::string missing_;
};

}  // namespace

Ledger account(const Activity& activity, const Table& table) {
  Accountant accountant(activity, table);
  for (const MemoryActivity& memory : activity.memories) accountant.memory(memory);
  for (const LogicActivity& logic : activity.logic) accountant.logic(logic);
  for (const ClockActivity& clock : activity.clocks) accountant.clock(clock);
  accountant.leakage();
  return accountant.ledger();
}

}  // namespace engram::energy
