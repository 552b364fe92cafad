#pragma once

#include <vector>

#include "sim/config/config.hpp"
#include "sim/results/record_table.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {

/// The figures of screen_summary in full, for scripts: `summary` (keys as in stats.json's),
/// `parts`, `layers`, `consumers`, `provenance`, `tables`, `samples`, `outputs`; where there are
/// any, `per_sample` (how samples spread), `pruning`, `quantization`, `encodings`; and `notes`.
std::vector<RecordTable> run_records(const Config& config, const Prepared& prepared,
                                     const Outcome& outcome, const Summary& summary);

}  // namespace engram::sim
