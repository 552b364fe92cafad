#pragma once

#include "workloads/network/network.hpp"

/// A neuron's step is linear between threshold and reset: its membrane may be counted in any unit.
namespace engram::workloads {

/// Neuron by neuron; uniform when both are.
PerNeuron divided(const PerNeuron& value, const PerNeuron& by);
PerNeuron multiplied(const PerNeuron& value, const PerNeuron& by);

/// Counts the membrane in units of `unit`: thresholds, offset, resets and clip are divided by it.
void divide_membrane(NeuronStep& step, const PerNeuron& unit);

/// Makes `unit` the value of one accumulator count: Population::unit, and with it all of the step
/// that has one, the bias too.
void count_in_units(Population& population, const PerNeuron& unit);

}  // namespace engram::workloads
