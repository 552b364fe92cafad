#pragma once

#include <string>
#include <vector>

#include "energy/ledger.hpp"
#include "hw/spatial_array/layer_activity.hpp"
#include "sim/config/spatial_config.hpp"

namespace engram::sim {

/// What one layer did, and how its loops were cut.
struct SpatialLayerResult {
  std::string name;
  hw::LayerCounts counts;
  double input_density = 0;  ///< as counted or expected
  hw::Tiling tiling;
  bool searched = false;
  std::uint64_t legal = 0, tried = 0;  ///< tilings, where searched
  Energy energy;
  /// "compute", "dram", "buffer" or "noc": whose cycles are the most.
  std::string bound;
};

struct SpatialOutcome {
  std::vector<SpatialLayerResult> layers;
  energy::Ledger ledger;
  Count cycles = 0;
  double latency_us = 0;
};

/// The layers one after the other, through SystemC; one run a process. Memory: that of one layer's
/// operands (nothing where zeros are expected). Throws InputFault where no tiling is legal or the
/// table is too slow for the clock, energy::MissingRow before anything runs.
SpatialOutcome run_spatial(const SpatialConfig& config);

/// What run_spatial would refuse of the table, without running anything.
void check_before_spatial_run(const SpatialConfig& config);

/// Energy of the lines of a block ("dram", "buffer", ...) and, unless empty, of one layer.
Energy spatial_energy(const energy::Ledger& ledger, const std::string& block,
                      const std::string& layer);

/// Blocks of a ledger in their order, each once.
std::vector<std::string> spatial_levels(const energy::Ledger& ledger);

}  // namespace engram::sim
