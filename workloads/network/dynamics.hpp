#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workloads/network/neuron.hpp"

/// Dynamics presets: how a tool turns a neuron's continuous parameters into one step
/// (reference/NIR.md section 3).
namespace engram::workloads {

/// Continuous parameters of a NIR neuron node, broadcast to one value or one a neuron. Units: tau
/// in seconds; the rest as in the file.
struct NeuronParameters {
  NeuronModel model = NeuronModel::if_;
  PerNeuron tau = 0.0;      ///< membrane time constant (LIF, LI, CubaLIF, CubaLI)
  PerNeuron tau_syn = 0.0;  ///< synaptic time constant (CubaLIF, CubaLI)
  PerNeuron r = 1.0, v_leak = 0.0, v_threshold = 1.0, v_reset = 0.0, w_in = 1.0;
};

struct DynamicsChoice {
  std::string preset;  ///< a name of dynamics_presets()
  double dt = 0;       ///< seconds a timestep; > 0 where a time constant is used
  std::optional<bool> multi_spike = {};
  std::optional<Compare> compare = {};
  std::optional<Reset> reset = {};
  std::optional<bool> clip = {};  ///< v >= -threshold after the reset
  std::optional<bool> previous_current = {};
  std::optional<std::uint32_t> recurrent_delay = {};
};

struct DynamicsPreset {
  std::string name;
  std::string summary;               ///< one line
  std::vector<std::string> choices;  ///< one line each: update, compare, reset, ...
};

const std::vector<DynamicsPreset>& dynamics_presets();
/// The rule of NIR files that Engram wrote: every population as it was (workloads/nir/export.hpp).
/// It stands beside the presets, since discretise() has no part in it.
const DynamicsPreset& engram_dynamics();

/// One step of the neuron under the preset, with the overrides of `choice` applied on top. Where
/// all neurons share a value the step holds one. Overrides that a model has no use for (a reset for
/// a readout) are left out, so one choice serves a whole network.
///
/// Throws std::invalid_argument with all faults, one a line: unknown preset, parameters that are
/// not finite or do not agree in size, dt missing, a time constant that is not positive or (Euler)
/// below dt, a parameter that the preset does not use and that is not neutral, multi-spike without
/// subtraction, multi-spike or clip with a threshold that is not positive.
NeuronStep discretise(const NeuronParameters& parameters, const DynamicsChoice& choice);

}  // namespace engram::workloads
