#pragma once

#include <vector>

#include "hw/chip/chip.hpp"
#include "memory/encoding.hpp"
#include "sim/config/config.hpp"
#include "workloads/network/network.hpp"
#include "workloads/reference/reference.hpp"
#include "workloads/spikes/spike_train.hpp"

/// The chip as a function: a network, its input and a chip's config in, what it did out.
namespace engram::differential {

/// What both simulators report, in the form of the reference: sorted spikes, counts by population,
/// operations by projection, membranes in network values.
struct ChipOutcome {
  std::vector<workloads::ReferenceSpike> spikes;          ///< as ReferenceResult::spikes
  std::vector<std::vector<std::uint64_t>> neuron_spikes;  ///< [population][neuron]
  std::vector<std::uint64_t> synaptic_operations;         ///< by projection
  std::vector<std::vector<double>> traces;                ///< of the populations traced
  std::vector<std::vector<double>> readout_max;  ///< [population][neuron]; empty where it spikes
};

/// Maps, encodes by `choices` and lowers the network; all else comes from `chip`.
hw::ChipSpec chip_spec(const workloads::Network& network, const sim::ChipConfig& chip,
                       const std::vector<EncodingChoice>& choices);

/// A sample as the chip takes it.
std::vector<hw::SampleInput> chip_inputs(const workloads::Network& network,
                                         const std::vector<workloads::SpikeTrain>& trains);

/// Every population that has a membrane.
std::vector<workloads::PopulationId> populations_with_membranes(const workloads::Network& network);

/// Maps, encodes, lowers and runs the network, one outcome a sample. Mapping, encodings and all
/// else come from `chip`. Elaborates SystemC in a child process, so it can be called any number of
/// times by a process that never touches SystemC. What the child throws is thrown again as
/// std::runtime_error; EncodingRefused, MappingRefused pass as they are.
std::vector<ChipOutcome> run_on_chip(const workloads::Network& network,
                                     const std::vector<std::vector<workloads::SpikeTrain>>& samples,
                                     std::uint32_t timesteps, const sim::ChipConfig& chip,
                                     const std::vector<workloads::PopulationId>& traced = {});

}  // namespace engram::differential
