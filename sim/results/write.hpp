#pragma once

#include <filesystem>

#include "sim/config/config.hpp"
#include "sim/results/manifest.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {

/// Writes stats.txt, stats.json, accesses.csv, timesteps.csv, samples.csv, compression.csv,
/// areas.csv, cores.csv, resolved.json, manifest.json and, where an encoding was chosen,
/// encodings.csv, where spikes are all traffic, links.csv; when the config asks, spikes.csv,
/// timestep_energy.csv, weights.csv: all of them or nothing.
void write_results(const std::filesystem::path& folder, const Config& config,
                   const Prepared& prepared, const Outcome& outcome, const Summary& summary,
                   const RunContext& context);

}  // namespace engram::sim
