#pragma once

#include <filesystem>

#include "sim/results/manifest.hpp"
#include "sim/spatial/spatial_run.hpp"

namespace engram::sim {

/// stats.json of such a run: schema_version, context, summary, levels, layers.
std::string spatial_stats_json(const SpatialConfig& config, const SpatialOutcome& outcome);

/// Writes stats.json, accesses.csv, layers.csv, resolved.json and manifest.json: all or nothing.
void write_spatial(const std::filesystem::path& folder, const SpatialConfig& config,
                   const SpatialOutcome& outcome, const RunContext& context);

}  // namespace engram::sim
