#pragma once

#include <cstdint>
#include <vector>

#include "energy/units.hpp"
#include "hw/chip/chip_spec.hpp"
#include "sim/config/config.hpp"
#include "workloads/network/learning.hpp"
#include "workloads/reference/learn.hpp"

/// Learned weights of the chip and of the reference in one form.
namespace engram::differential {

/// After each timestep a number for each projection that learns, which two sets of levels hardly
/// share: a sum over synapses (input, neuron) of its level times a hash of the pair. Synapses of
/// level 0 add nothing, so it does not matter who stores them.
using Trajectory = std::vector<std::vector<std::uint64_t>>;

/// Of all samples, one after the other.
Trajectory reference_trajectory(const workloads::Network& network,
                                const workloads::LearningTask& task,
                                const workloads::LearningResult& result);

/// The chip that a config describes, with the engines of the task. Throws as choose_encodings and
/// map_network.
hw::ChipSpec learning_chip(const workloads::Network& network, const workloads::LearningTask& task,
                           const sim::ChipConfig& config);

/// Of a chip: its weights, the cycles of all samples, and all that does not depend on fidelity:
/// accesses, operations and hops, line by line, without those of clocks.
struct LearningRun {
  Trajectory trajectory;
  Count cycles = 0;
  std::vector<std::uint64_t> counts;
};

/// Runs all samples on one chip, in a child process, and reads its memories after every timestep.
LearningRun learn_on_chip(const workloads::Network& network, const workloads::LearningTask& task,
                          const std::vector<workloads::LearningSample>& samples,
                          const hw::ChipSpec& spec);

}  // namespace engram::differential
