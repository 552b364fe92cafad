#pragma once

#include <string>
#include <vector>

#include "energy/activity.hpp"
#include "energy/table.hpp"

namespace engram::energy {

/// The part of an activity's energy that one figure of a table prices, over all blocks.
struct RowEnergy {
  std::string row;  ///< "accumulate / int at 24 bits", "RM_IHPSG13_1P_256x64 read", "... leakage"
  double picojoules = 0;
  friend bool operator==(const RowEnergy&, const RowEnergy&) = default;
};

/// By row, in the order of their names; rows that nothing was counted of are left out. A width
/// between two of the table, or a memory between points of a grid, is a row of its own.
/// Ledger::total is linear in each of these figures as long as the choice of macros stays: a row's
/// share of the sum is the elasticity of the total to it. The sum is that total but for leakage,
/// which the ledger rounds to whole attojoules a cycle. Throws as `account` does.
std::vector<RowEnergy> energy_by_row(const Activity& activity, const Table& table);

}  // namespace engram::energy
