#pragma once

#include <string>

#include "energy/table.hpp"

namespace engram::sim {

/// A table of macros as the JSON that load_table reads; the same table comes back (times in whole
/// picoseconds). Precondition: table.leakage is not set.
std::string table_text(const energy::Table& table);

}  // namespace engram::sim
