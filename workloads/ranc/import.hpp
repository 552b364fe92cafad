#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "workloads/network/file_fault.hpp"
#include "workloads/network/network.hpp"

/// Networks for RANC, a core in the manner of TrueNorth (Mack et al. 2021, IEEE TCAD 40(11):2265;
/// github.com/UA-RCL/RANC), from the memory files that its tools write for the hardware.
namespace engram::workloads {

enum class RancPackets {
  free_axons,  ///< packets may enter at axons that no neuron drives
  all_axons    ///< at every axon; those that neurons drive too are then stored a second time
};

enum class RancSharedAxons {
  refuse,  ///< an axon that two neurons drive is a fault
  add      ///< their spikes add up where they meet in a tick; RANC would merge them into one
};

struct RancOptions {
  std::uint32_t grid_width = 1;              ///< core id = y grid_width + x
  std::optional<std::uint32_t> output_core;  ///< id of the output bus
  RancPackets packets = RancPackets::free_axons;
  RancSharedAxons shared_axons = RancSharedAxons::refuse;
};

/// A neuron whose spikes leave the grid, and the axon of the output bus that they name.
struct RancOutput {
  PopulationId population = 0;
  std::uint32_t neuron = 0, axon = 0;
  friend bool operator==(const RancOutput&, const RancOutput&) = default;
};

struct RancNetwork {
  Network network;
  std::vector<RancOutput> outputs;  ///< by population, then neuron
};

/// Reads csram_*.mem and tc_*.mem of a folder (workloads/ranc/README.md has the layout and what
/// becomes of it). A population `core<id>` for each core with a used neuron, and the input
/// `packets` of shape (grid height, grid width, axons). A timestep is a tick; a spike of delay k
/// arrives 1 + k timesteps later, so no edge is without delay.
///
/// Throws FileFault with all that is wrong, "file:line: column n: ...": files that are missing,
/// lines that have another width or other characters, an initial potential, neurons of one core
/// with different reset modes, spikes that leave the grid, an output bus with neurons, shared
/// axons.
RancNetwork import_ranc(const std::filesystem::path& folder, const RancOptions& options);

}  // namespace engram::workloads
