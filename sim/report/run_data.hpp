#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/json_value.hpp"
#include "sim/report/csv_table.hpp"
#include "sim/report/packed_spikes.hpp"

namespace engram::sim {

/// What a page shows of the result folder of one run.
struct RunData {
  std::filesystem::path folder;
  JsonValue stats, config;                 ///< stats.json, resolved.json
  std::map<std::string, CsvTable> tables;  ///< by file without its ending; those that are there
  std::optional<Raster> raster;
};

/// Reads a folder of `engram run`. Faults go to `faults`, all of them, each with its file. Spikes
/// are read where `with_spikes`.
RunData read_run(const std::filesystem::path& folder, bool with_spikes,
                 std::vector<std::string>& faults);

void write_run(const RunData& run, JsonWriter& json);

}  // namespace engram::sim
