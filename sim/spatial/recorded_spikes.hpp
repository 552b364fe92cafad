#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hw/spatial_array/operands.hpp"

namespace engram::sim {

/// The spikes of one population out of a run's spikes.csv (population,neuron,timestep,count), as
/// inputs of a layer: neuron n is channel, row, column in that order, the last fastest; a count
/// stands for one input; timesteps from the layer's on are left out. Throws InputFault, with the
/// line: unreadable, another header, a neuron outside the layer, no spike of that population.
std::vector<hw::ActiveInput> recorded_spikes(const std::filesystem::path& file,
                                             const std::string& population,
                                             const hw::LayerShape& shape);

}  // namespace engram::sim
