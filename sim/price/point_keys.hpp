#pragma once

#include <string>

#include "sim/config/config.hpp"
#include "sim/config/json_value.hpp"

namespace engram::sim {

/// What of a run config decides what. Two runs with one key have that stage in common. Each is a
/// digest of the resolved config without the keys that are known not to matter (point_keys.cpp): a
/// key that nobody thought of matters.
struct PointKeys {
  std::string workload;   ///< network, compression, input: what neurons emit
  std::string placement;  ///< and where synapses lie: mapping, images, routes, and who works when
  std::string counts;     ///< and how long rows take: all but prices
};

/// Of a resolved config.
PointKeys point_keys(const JsonValue& tree);

/// Whether a run is one of those that another run's spikes can price: fidelity `fast`, no learning
/// (weights would move), named encodings (`auto` is measured by runs), a schedule that keeps all
/// layers on the chip.
bool can_be_priced(const Config& config);

}  // namespace engram::sim
