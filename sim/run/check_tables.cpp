#include "sim/run/check_tables.hpp"

#include <sstream>

#include "energy/ledger.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

void check_tables(const Activity& idle, const std::vector<energy::Table>& tables) {
  std::string faults;
  const auto note = [&](const std::string& text) { faults += (faults.empty() ? "" : "\n") + text; };
  for (const energy::Table& table : tables) {
    try {
      const energy::Ledger ledger = energy::account(idle, table);
      if (ledger.min_period_ps > idle.clock_period_ps) {
        std::ostringstream text;
        text << "/chip/clock_mhz: " << 1e6 / static_cast<double>(idle.clock_period_ps)
             << " MHz is too fast for table " << table.name << ": " << ledger.slowest_memory
             << " needs " << static_cast<double>(ledger.min_period_ps) * 1e-3
             << " ns a cycle, at most " << 1e6 / static_cast<double>(ledger.min_period_ps)
             << " MHz";
        note(text.str());
      }
    } catch (const energy::MissingRow& missing) {
      note(missing.what());
    }
  }
  if (!faults.empty()) throw InputFault(faults);
}

}  // namespace engram::sim
