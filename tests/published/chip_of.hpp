#pragma once

#include "hw/chip/chip.hpp"
#include "memory/encoding.hpp"
#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::published {

/// How a network is put on a chip of 8 x 8 cores.
struct Placement {
  Encoding encoding = Encoding::crossbar;
  Sharing sharing = Sharing::none;
  std::uint32_t core_neurons = 1024;
};

hw::ChipSpec chip_of(const workloads::Network& network, const Placement& placement);

hw::SampleInput chip_input(const workloads::Network& network, const workloads::SpikeTrain& train);

}  // namespace engram::published
