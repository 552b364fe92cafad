#pragma once

#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "sim/results/batch.hpp"
#include "sim/results/statistic.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {

/// Grows by one when a name or a meaning in stats.json changes.
inline constexpr int kStatsSchemaVersion = 1;

/// stats.json: schema_version, context, summary, then every statistic as a tree.
std::string stats_json(const Config& config, const Prepared& prepared, const Outcome& outcome,
                       const Summary& summary, const Batch& batch,
                       const std::vector<Statistic>& statistics);

/// stats.txt: `name value # description (unit)`, one statistic a line.
std::string stats_text(const Summary& summary, const std::vector<Statistic>& statistics);

}  // namespace engram::sim
