#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/json_value.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/sweep/sweep_store.hpp"

namespace engram::sim {

/// What a page shows of the database of a sweep.
struct SweepData {
  std::filesystem::path file;
  SweepHead head;
  std::vector<SweepRow> rows;
  std::vector<JsonValue> configs;  ///< by row
};

/// Reads a database of `engram sweep` or `engram merge`. Faults go to `faults`, each with the file.
SweepData read_sweep(const std::filesystem::path& file, std::vector<std::string>& faults);

/// Configs are written as the first one and how the others differ from it.
void write_sweep(const SweepData& sweep, JsonWriter& json);

}  // namespace engram::sim
