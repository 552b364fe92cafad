#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hw/spatial_array/operands.hpp"
#include "sim/config/input_config.hpp"

namespace engram::sim {

/// The spikes of one population out of a run's spikes.csv (population,neuron,timestep,count), as
/// inputs of a layer: neuron n is channel, row, column in that order, the last fastest; a count
/// stands for one input; timesteps from the layer's on are left out. Throws InputFault, with the
/// line: unreadable, another header, a neuron outside the layer, no spike of that population.
std::vector<hw::ActiveInput> recorded_spikes(const std::filesystem::path& file,
                                             const std::string& population,
                                             const hw::LayerShape& shape);

/// The events of a recording as inputs of a layer, channel, row and column as the recording has
/// them; several in one place and timestep stand for one input. Read a block at a time: memory is
/// that of the inputs, not of the recording. Throws InputFault: what a run refuses of a recording,
/// several recordings in the file.
std::vector<hw::ActiveInput> recorded_events(const InputConfig& input, const hw::LayerShape& shape);

}  // namespace engram::sim
