#pragma once

#include <string>
#include <vector>

#include "sim/run/simulate.hpp"

namespace engram::sim {

/// What one population of neurons took: the synapses that lead to it and its own update.
struct LayerEnergy {
  std::string population;
  Count neurons = 0, spikes = 0, synaptic_operations = 0;
  Energy energy;
};

/// The total of a ledger, layer by layer; `layers` and `shared` add up to it exactly.
///
/// Lines that carry a name (a projection's memory, controller and additions, a population's update)
/// belong to their layer. Lines of a core as a whole (states, accumulators, tables, clock, leakage)
/// belong to the one population whose neurons it holds; those of cores that several share, and the
/// network on chip, are `shared`. With mapping strategy `separate` no core is.
struct LayerShares {
  std::vector<LayerEnergy> layers;  ///< populations with neurons, in order
  Energy shared;
};

LayerShares energy_by_layer(const Prepared& prepared, const Outcome& outcome);

}  // namespace engram::sim
