#pragma once

#include "tests/differential/random_network.hpp"

/// The parts that random_case() is made of.
namespace engram::differential {

/// What a whole network has in common.
struct Manner {
  bool quantized = false, fixed = false;
  /// Weights, decays and thresholds are small multiples of powers of two, so that membranes meet
  /// thresholds exactly.
  bool round_numbers = false;
  unsigned state_bits = 24, fraction_bits = 6, decay_bits = 12;
  bool floor = false;
};
Manner random_manner(const Draw& draw, Arithmetic arithmetic);

/// Neuron step, and fixed step where the manner says so, for population.shape.size() neurons.
void random_neuron(const Draw& draw, const Manner& manner, workloads::Population& population);

}  // namespace engram::differential
