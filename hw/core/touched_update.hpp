#pragma once

#include <string>

#include "hw/core/neuron_spec.hpp"

namespace engram::hw {

/// What a step without input does to neurons that Update::touched leaves out.
enum class Silence {
  identity,  ///< nothing: a missed step needs no work
  decay      ///< a pure decay, applied later, step by step, with the same arithmetic
};

/// Update::touched is legal where a step without input is the identity or a pure decay that cannot
/// cross the threshold. Throws std::invalid_argument naming `population` and the reason where not.
Silence check_touched(const NeuronSpec& spec, const std::string& population);

}  // namespace engram::hw
