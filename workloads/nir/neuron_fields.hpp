#pragma once

#include "workloads/network/dynamics.hpp"
#include "workloads/network/network.hpp"
#include "workloads/nir/export.hpp"

/// Between the factors of a step and the fields of a NIR neuron, both ways.
namespace engram::workloads {

/// The numbers of a step, in the network's own units: levels times Population::unit, and what
/// integer arithmetic makes of them.
NeuronStep real_step(const Population& population);

/// Whether a step of model IF is one to NIR: no leak and no drift. Else it is written as a LIF
/// whose time constant is beyond any run.
bool is_nir_if(const NeuronStep& step);

/// Fields that give `step` (from real_step) back by step_of, bit for bit where there are such
/// numbers, else to the last digits. Appends to `faults` where NIR has no field for it.
NeuronParameters neuron_fields(const NeuronStep& step, const NirExport& options,
                               std::vector<std::string>& faults);

/// What fields say of decays, gains, offset, threshold and reset value; choices (compare, reset,
/// ...) are those of `choices`. By the rules of preset "nir", or with exponential decay.
NeuronStep step_of(const NeuronParameters& fields, const NeuronStep& choices,
                   const NirExport& options);

}  // namespace engram::workloads
