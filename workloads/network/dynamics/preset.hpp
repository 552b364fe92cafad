#pragma once

#include <string>
#include <vector>

#include "workloads/network/dynamics.hpp"

/// The interface of one dynamics preset, and the table's entries (dynamics.cpp).
namespace engram::workloads::presets {

/// `step` is called with parameters that are finite, agree in size, and whose time constants are
/// positive (and, for Euler, not below dt). It appends a line to `faults` for each parameter value
/// that the preset cannot honour; the step is then not used. Threshold and I are the same in all
/// presets and never come here.
struct Preset {
  DynamicsPreset description;
  bool euler = true;
  NeuronStep (*step)(const NeuronParameters& parameters, double dt,
                     std::vector<std::string>& faults) = nullptr;
};

Preset sinabs();
Preset sinabs_single();
Preset norse();
Preset snntorch();
Preset nir();
Preset rockpool();
Preset lava();
Preset lava_fixed();
Preset nengo();
Preset spyx();
Preset exact();

bool has_current(NeuronModel model);  ///< CubaLIF, CubaLI
bool spikes(NeuronModel model);       ///< IF, LIF, CubaLIF, Threshold

}  // namespace engram::workloads::presets
