#pragma once

#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "workloads/network/network.hpp"
#include "workloads/nir/export.hpp"

namespace engram::sim {

/// Seconds a timestep of what is exported: of the network where it says one, else of the input.
double exported_timestep(const Config& config);

/// Writes a NIR file and returns what NIR cannot say, one line each. Throws InputFault: a network
/// that NIR cannot hold, a file that cannot be written.
std::vector<std::string> export_network(const workloads::Network& network, const Config& config,
                                        workloads::NirDecay decay, const std::string& file);

/// Those lines, on the screen.
void print_untold(const std::vector<std::string>& untold);

}  // namespace engram::sim
