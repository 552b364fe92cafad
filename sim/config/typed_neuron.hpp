#pragma once

#include "sim/config/typed_reader.hpp"
#include "workloads/network/neuron.hpp"

namespace engram::sim {

/// The "neuron" object of a population of `size` neurons. Keys that the model does not read are
/// faults.
workloads::NeuronStep read_neuron(const TypedReader& neuron, std::uint64_t size);

}  // namespace engram::sim
