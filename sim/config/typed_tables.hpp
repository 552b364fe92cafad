#pragma once

#include <string>
#include <vector>

#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// The tables that "energy" names, by name or absolute path; without any the default.
std::vector<std::string> typed_tables(const TypedReader& energy);

/// A fault where "name" is no name of a folder.
void check_run_name(const TypedReader& root);

}  // namespace engram::sim
