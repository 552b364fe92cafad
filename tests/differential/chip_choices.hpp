#pragma once

#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "tests/differential/random_network.hpp"

/// The ways of building one network in hardware that must not change what it does.
namespace engram::differential {

struct NamedConfig {
  std::string name;  ///< for messages
  sim::ChipConfig chip;
};

/// Every legal encoding and sharing, packed and aligned: crossbar, index, bitmap, run_length, on
/// networks with a convolution also kernel sharing and functional (index elsewhere), and a mixture
/// projection by projection. Word widths and what else has no right to matter (lanes, banks, ports,
/// accumulator, payload, split lists, bits of a run, mode of functional, one word a weight) are
/// drawn.
std::vector<NamedConfig> encodings_for(const RandomCase& random, const Draw& draw);

/// Three placements of each config: all on one core, populations apart, and few neurons a core with
/// populations mixed or apart.
std::vector<NamedConfig> placements_for(const RandomCase& random, const NamedConfig& config,
                                        const Draw& draw);

}  // namespace engram::differential
