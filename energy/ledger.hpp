#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "energy/activity.hpp"
#include "energy/memory_price.hpp"
#include "energy/table.hpp"

namespace engram::energy {

/// One priced line: count x energy = total, exactly, in attojoules.
struct LedgerLine {
  std::string block, region, kind;  ///< kind: read, write, an operation, "clock", "leakage"
  Part part = Part::compute;
  Count count = 0;
  Energy each, total;
  Provenance provenance;
};

struct AreaLine {
  std::string block, name, composition, note;
  double area_um2 = 0;
  Method method = Method::assumed;
};

/// A priced activity. Invariants (tested): the lines sum to `total`; `parts` sum to `total`;
/// `methods` sum to `total`; all exactly.
struct Ledger {
  std::string table;
  std::vector<LedgerLine> lines;  ///< lines of count 0 are left out
  std::vector<AreaLine> areas;
  Energy total;
  std::array<Energy, kParts> parts{};
  std::array<Energy, kMethods> methods{};
  double area_um2 = 0;
  std::uint64_t min_period_ps = 0;       ///< of the slowest memory
  std::string slowest_memory;            ///< its block and name
};

/// Prices every count of `activity`. E = sum count x energy + sum clocked cycles x clock energy +
/// sum time on x leakage; the leakage of one block is rounded to whole attojoules a cycle.
/// Throws MissingRow with all rows that are missing, one a line.
Ledger account(const Activity& activity, const Table& table);

}  // namespace engram::energy
