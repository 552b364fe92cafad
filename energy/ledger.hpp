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
///
/// | line    | block, region                             | kind          | count               |
/// |---------|-------------------------------------------|---------------|---------------------|
/// | memory  | block, region of the accesses             | read, write   | words               |
/// | logic   | block, unit                               | the operation | operations          |
/// | clock   | block, unit ("flip-flops" where empty)    | clock         | flip-flops x cycles |
/// | leakage | block; "memories", "registers" or "logic" | leakage       | cycles on           |
struct LedgerLine {
  std::string block, region, kind;
  Part part = Part::compute;
  Count count = 0;
  Energy each, total;
  Provenance provenance;  ///< leakage: that of its largest contributor
};

/// Area, and leakage while on, of one memory or of all copies of one logic unit.
struct AreaLine {
  std::string block, name, composition, note;
  double area_um2 = 0;
  Method method = Method::assumed;
  double leakage_nw = 0;
  Part part = Part::compute;  ///< of a memory, that of its first access
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
  std::uint64_t min_period_ps = 0;  ///< of the slowest memory
  std::string slowest_memory;       ///< its block and name
};

/// Prices every count of `activity`. E = sum count x energy + sum clocked cycles x clock energy +
/// sum time on x leakage; the leakage of one block and region is rounded to whole attojoules a
/// cycle. Lines and areas come in the order of the activity, leakage last. Rows are looked up
/// whether or not anything was counted, so an idle activity finds all that is missing. Throws
/// MissingRow with all rows that are missing, one a line; std::overflow_error where flip-flops x
/// cycles leave 64 bits.
Ledger account(const Activity& activity, const Table& table);

}  // namespace engram::energy
