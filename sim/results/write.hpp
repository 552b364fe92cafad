#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "sim/config/config.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {

/// What only the manifest may hold: the things that differ from run to run.
struct RunContext {
  std::string command_line;
  std::string started;  ///< UTC, ISO 8601
  double wall_seconds = 0;
  std::string resolved;  ///< text of resolved.json
};

/// manifest.json: what the result is made of, and the context.
std::string manifest_json(const std::map<std::string, std::string>& files,
                          const RunContext& context);

/// Writes stats.txt, stats.json, accesses.csv, timesteps.csv, samples.csv, resolved.json,
/// manifest.json and, when the config asks, spikes.csv: all of them or nothing.
void write_results(const std::filesystem::path& folder, const Config& config,
                   const Prepared& prepared, const Outcome& outcome, const Summary& summary,
                   const RunContext& context);

}  // namespace engram::sim
