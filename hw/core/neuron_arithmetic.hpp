#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "hw/core/accumulator.hpp"
#include "hw/core/neuron_spec.hpp"
#include "hw/noc/spike_input.hpp"

namespace engram::hw {

/// The arithmetic of one population slice: state and one discrete step, as neuron_spec.hpp says.
/// Who is stepped when is not its business. Variants: floating and fixed point.
class NeuronArithmetic {
 public:
  virtual ~NeuronArithmetic() = default;
  /// All states to zero.
  virtual void reset() = 0;
  /// One step with the accumulated input; returns the number of spikes. Throws std::overflow_error
  /// when a multi-spike neuron emits more than 2^32 - 1.
  virtual std::uint32_t step(std::uint32_t neuron, const Accumulator& input) = 0;
  /// One step of every neuron, with the same results; appends those that spike, ascending.
  virtual void step_all(const Accumulator& input, std::vector<NeuronSpike>& spikes) = 0;
  /// One step without input.
  virtual std::uint32_t step_silent(std::uint32_t neuron) = 0;
  /// Membrane in its own units (fixed point: the integer).
  virtual double membrane(std::uint32_t neuron) const = 0;
  /// From now on every step of a spiking neuron writes `distance` down.
  virtual void keep_distances() = 0;
  /// Membrane - threshold at the comparison of the last step, before the reset; not a number where
  /// none was made (a refractory step). Precondition: distances are kept.
  virtual double distance(std::uint32_t neuron) const = 0;
};

/// Largest magnitude of an integer accumulator entry that the arithmetic takes without loss.
std::uint64_t accumulator_limit(const NeuronSpec& spec);

/// Throws std::invalid_argument naming `population` when a parameter list has neither 1 nor `count`
/// entries, or a value is out of the range that the arithmetic can compute exactly.
void check_neurons(const NeuronSpec& spec, std::uint32_t count, const std::string& population);

std::unique_ptr<NeuronArithmetic> make_float_neurons(const NeuronSpec& spec, std::uint32_t count);
std::unique_ptr<NeuronArithmetic> make_fixed_neurons(const NeuronSpec& spec, std::uint32_t count);

}  // namespace engram::hw
