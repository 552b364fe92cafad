#pragma once

#include <cstdint>

#include "workloads/learn/raster.hpp"
#include "workloads/spikes/spike_train.hpp"

/// Between the dense rasters of training and the event lists of simulation.
namespace engram::workloads {

/// An empty raster: all counts 0.
Raster make_raster(std::uint32_t timesteps, std::uint32_t samples, std::uint32_t neurons);

/// Adds the events of `train` to one sample; those from the last timestep on are passed over.
/// Precondition: train.neurons at most those of the raster.
void add_train(const SpikeTrain& train, std::uint32_t sample, Raster& raster);

/// One sample as a train. Precondition: counts are whole and not negative, as inputs' are.
SpikeTrain sample_train(const Raster& raster, std::uint32_t sample);

}  // namespace engram::workloads
