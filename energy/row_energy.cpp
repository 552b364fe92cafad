#include "energy/row_energy.hpp"

#include <map>

#include "energy/memory_price.hpp"

namespace engram::energy {
namespace {

std::string logic_row(const std::string& operation, const std::string& variant, unsigned bits) {
  return operation + (variant.empty() ? "" : " / " + variant) + " at " + std::to_string(bits) +
         " bits";
}

class Rows {
 public:
  explicit Rows(const Activity& activity)
      // 1 nW for 1 ps is 1e-21 J = 1e-9 pJ.
      : picojoules_a_nanowatt_(static_cast<double>(activity.clock_period_ps) * 1e-9 *
                               static_cast<double>(activity.cycles_on)) {}

  void events(const std::string& row, Energy each, Count count) {
    put(row, each.picojoules() * static_cast<double>(count));
  }
  void leakage(const std::string& row, double nanowatts) {
    put(row + " leakage", nanowatts * picojoules_a_nanowatt_);
  }
  std::vector<RowEnergy> take() const {
    std::vector<RowEnergy> rows;
    for (const auto& [row, picojoules] : sums_) rows.push_back({row, picojoules});
    return rows;
  }

 private:
  void put(const std::string& row, double picojoules) {
    if (picojoules != 0) sums_[row] += picojoules;
  }
  double picojoules_a_nanowatt_;
  std::map<std::string, double> sums_;
};

}  // namespace

std::vector<RowEnergy> energy_by_row(const Activity& activity, const Table& table) {
  Rows rows(activity);
  for (const MemoryActivity& memory : activity.memories) {
    const MemoryPrice price = price_memory(table, memory.shape);
    const bool flip_flops = memory.shape.registers;
    const unsigned bits = memory.shape.word_bits;
    const std::string read =
        flip_flops ? logic_row("register_read", "", bits) : price.row + " read";
    const std::string write =
        flip_flops ? logic_row("register_write", "", bits) : price.row + " write";
    for (const MemoryAccesses& access : memory.accesses) {
      rows.events(read, price.read, access.reads);
      rows.events(write, price.write, access.writes);
    }
    rows.leakage(flip_flops ? write : price.row, price.leakage_nw);
  }
  for (const LogicActivity& logic : activity.logic) {
    const LogicRow row = find_logic(table, logic.operation, logic.variant, logic.bits);
    const std::string name = logic_row(logic.operation, logic.variant, logic.bits);
    rows.events(name, row.energy, logic.count);
    rows.leakage(name, static_cast<double>(logic.instances) * row.leakage_nw);
  }
  for (const ClockActivity& clock : activity.clocks) {
    const Energy edge = find_logic(table, "clock", "", 1).energy;
    rows.events("clock", edge * clock.flip_flops, clock.cycles);
  }
  return rows.take();
}

}  // namespace engram::energy
