#pragma once

#include <filesystem>

#include "sim/config/config.hpp"
#include "sim/results/manifest.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {

/// Writes stats.txt, stats.json, accesses.csv, timesteps.csv, samples.csv, compression.csv,
/// resolved.json, manifest.json and, where an encoding was chosen, encodings.csv; when the config
/// asks, spikes.csv: all of them or nothing.
void write_results(const std::filesystem::path& folder, const Config& config,
                   const Prepared& prepared, const Outcome& outcome, const Summary& summary,
                   const RunContext& context);

}  // namespace engram::sim
