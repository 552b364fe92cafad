#pragma once

#include <string>

#include "sim/sweep/sweep_store.hpp"

/// SQLite finds damage to the structure of its file, none to what is in it: a figure with a flipped
/// bit is a figure. So the head and every point have a digest beside them, which is looked at
/// whenever a database is opened.
namespace engram::sim {

/// A UUID (config_key) of all that a head or a point says, zeros without their sign: SQLite keeps
/// none.
std::string digest(const SweepHead& head);
std::string digest(const SweepRow& row);

}  // namespace engram::sim
