#pragma once

#include <vector>

#include "energy/units.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/noc/topology.hpp"

namespace engram::hw {

/// Whether the flits of a run follow from the spikes of its neurons alone: a flit a unit event,
/// sent where the spec says, and nothing else on the links (no learning, no DRAM).
bool spikes_are_all_traffic(const ChipSpec& spec);

/// Flits that crossed each link, [Channel::link], where neurons have sent `spikes` unit events
/// ([population][neuron], SampleResult::neuron_spikes). They add up to NocCounts::hops. Inputs are
/// sent by the host, at router 0. Precondition: spikes_are_all_traffic, `topology` is the spec's.
std::vector<Count> link_loads(const ChipSpec& spec, const Topology& topology,
                              const std::vector<std::vector<Count>>& spikes);

}  // namespace engram::hw
