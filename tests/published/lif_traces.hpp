#pragma once

#include <string>
#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

/// Recorded membranes of one LIF neuron in several tools (reference/real/EXPECTED.md section 7).
namespace engram::published {

struct LifStep {
  double input = 0, membrane = 0, spike = 0;
};

/// real/traces/<name>.csv; empty where it is absent.
std::vector<LifStep> lif_trace(const std::string& name);
/// The events of its first column.
workloads::SpikeTrain input_of(const std::vector<LifStep>& trace);
/// The steps at which its last column has a spike.
std::vector<std::uint32_t> spikes_of(const std::vector<LifStep>& trace);

/// Whether real/nir/<file> is there.
bool nir_present(const std::string& file);
workloads::Network nir_network(const std::string& file, const std::string& preset, double dt);

}  // namespace engram::published
