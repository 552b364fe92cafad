#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/run/prepare.hpp"
#include "sim/run/simulate.hpp"

namespace engram::sim {

/// The headline figures of a run (DESIGN sections 5 and 6, definitions 5, 13, 14).
struct Summary {
  Count samples = 0, timesteps = 0;  ///< timesteps: all samples together
  Count input_spikes = 0, spikes = 0, synaptic_operations = 0, accumulator_adds = 0;
  Count cycles = 0, missed_deadlines = 0;
  double latency_us = 0;               ///< mean of the samples
  Energy energy, marginal;             ///< marginal: synapse reads + controller + accumulate
  std::array<Energy, kParts> parts{};  ///< of `energy`
  double area_um2 = 0;
  std::vector<Count> output_spikes;  ///< one a neuron of the output populations, samples added up
  std::vector<double> readout_max;   ///< output populations without spikes: largest value a neuron
};

/// Energy that definition 14 calls marginal: reads of synapse memories, controllers, additions,
/// multiplications and the accumulator's own accesses.
Energy marginal_energy(const energy::Ledger& ledger);

Summary summarise(const Prepared& prepared, const Outcome& outcome);

/// Of one sample alone: what a run that had only this sample would say.
Summary summarise_sample(const Prepared& prepared, const Outcome& outcome, std::size_t index);

/// energy / count in picojoules; 0 counts give NaN, which writers print as null.
double picojoules_each(Energy energy, Count count);

/// The class a sample is given: the output neuron with the largest count, the lowest index at a
/// tie; -1 when all are 0. Of a network whose outputs do not spike, the largest readout.
int predicted(const Summary& summary);

}  // namespace engram::sim
