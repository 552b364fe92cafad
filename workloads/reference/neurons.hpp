#pragma once

#include <cstdint>
#include <optional>

#include "workloads/network/neuron.hpp"

/// One neuron, one timestep: the steps of workloads/network/neuron.hpp, line by line.
namespace engram::workloads::reference {

template <class Number>
struct NeuronState {
  Number membrane = 0, current = 0;
  std::uint32_t refractory_left = 0;
  /// Membrane minus threshold as compared in the last step, before the reset; none in a refractory
  /// step and in neurons without spikes. Only learning asks for it.
  std::optional<Number> distance;
};

/// Advances neuron `n` by one timestep and returns how many spikes it emits. `accumulated` is the
/// weighted input of the timestep, without bias. Throws std::overflow_error at 2^32 - 1 spikes or
/// more.
std::uint32_t advance(const NeuronStep& step, std::size_t n, double accumulated,
                      NeuronState<double>& state);

/// The same in integers; of `step` only the choices count, all numbers come from `fixed`.
std::uint32_t advance(const NeuronStep& step, const FixedStep& fixed, std::size_t n,
                      std::int64_t accumulated, NeuronState<std::int64_t>& state);

}  // namespace engram::workloads::reference
