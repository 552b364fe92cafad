#pragma once

#include "workloads/network/dynamics.hpp"
#include "workloads/network/network.hpp"
#include "workloads/nir/export.hpp"

/// Between the factors of a step and the fields of a NIR neuron, both ways.
namespace engram::workloads {

/// The numbers of a step, in the network's own units: levels times Population::unit, and what
/// integer arithmetic makes of them.
NeuronStep real_step(const Population& population);

/// The NIR neuron that a step is written as. Where a model without time constants (IF, Threshold,
/// I) leaks or drifts all the same, the one with a time constant: LIF or LI; no leak is then one
/// beyond any run.
NeuronModel written_model(const NeuronStep& step);

/// Which fields a NIR neuron has beside r, which all but Threshold have.
bool has_time_constant(NeuronModel written);  ///< tau (tau_mem), v_leak
bool has_reset(NeuronModel written);          ///< v_threshold, v_reset

/// Fields that give `step` (from real_step) back by step_of, bit for bit where there are such
/// numbers, else to the last digits. Appends to `faults` where NIR has no field for it.
NeuronParameters neuron_fields(const NeuronStep& step, const NirExport& options,
                               std::vector<std::string>& faults);

/// What fields say of decays, gains, offset, threshold and reset value; choices (compare, reset,
/// ...) are those of `choices`. By the rules of preset "nir", or with exponential decay.
NeuronStep step_of(const NeuronParameters& fields, const NeuronStep& choices,
                   const NirExport& options);

}  // namespace engram::workloads
