#pragma once

#include <string>
#include <vector>

#include "energy/table.hpp"

namespace engram::sim {

/// Reads an energy table: a shipped name (configs/energy/<name>.json), or the path of a JSON file
/// (configs/energy/README.md has the format). A table "scaled_from" another is computed from it.
/// Throws ConfigFault with every fault of the file.
energy::Table load_table(const std::string& name_or_path);

/// A table is given by path (it has a '/' or ends in .json) or by the name of a shipped one.
bool is_table_path(const std::string& name_or_path);

/// Why load_table would find no such table; empty when there is one.
std::string missing_table(const std::string& name_or_path);

/// Names of the shipped tables, sorted.
std::vector<std::string> shipped_tables();

}  // namespace engram::sim
