#pragma once

#include <filesystem>

#include "workloads/network/file_fault.hpp"
#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::workloads {

/// The packets that RANC's test bench sends, for the input `packets` of a network that import_ranc
/// made. `file` (tb_input.txt) has a packet a line, in bits: dx 9, dy 9 (from core 0, two's
/// complement), axon lg(axons), delay 4; tb_num_inputs.txt beside it a decimal number a line: how
/// many of them enter in each tick. A packet that enters in tick t with delay k is the event of
/// timestep t
/// + k; the network adds the tick that it travels. Packets of one axon that meet in a tick are one
/// event, as in RANC. Later ones than `timesteps` are dropped and counted.
///
/// Throws FileFault with all that is wrong: widths and characters, counts that are no number or add
/// up to another number of packets, packets that leave the grid, and those for an axon that neurons
/// drive in a network whose packets enter at free axons only.
SpikeTrain read_ranc_packets(const std::filesystem::path& file, const Network& network,
                             std::uint32_t timesteps);

}  // namespace engram::workloads
