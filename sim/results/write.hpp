#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "sim/config/config.hpp"
#include "sim/results/manifest.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {

/// Files of other tools' formats that go into the folder, too: name -> bytes.
using MoreFiles = std::map<std::string, std::string>;

/// Writes stats.txt, stats.json, accesses.csv, timesteps.csv, samples.csv, compression.csv,
/// areas.csv, cores.csv, resolved.json, manifest.json and, where an encoding was chosen,
/// encodings.csv, where spikes are all traffic, links.csv; when the config asks, spikes.csv,
/// timestep_energy.csv, weights.csv; and `more`: all of them or nothing.
void write_results(const std::filesystem::path& folder, const Config& config,
                   const Prepared& prepared, const Outcome& outcome, const Summary& summary,
                   const RunContext& context, const MoreFiles& more = {});

}  // namespace engram::sim
