#pragma once

#include <cstdint>
#include <vector>

namespace engram::workloads {

/// Spike counts (as a target also graded values) of one population over a batch, dense.
struct Raster {
  std::uint32_t timesteps = 0, samples = 0, neurons = 0;
  /// [timestep][sample][neuron], C order: a timestep of a batch is one matrix.
  std::vector<float> counts;

  std::size_t row(std::uint32_t timestep, std::uint32_t sample) const {
    return (std::size_t{timestep} * samples + sample) * neurons;
  }
};

}  // namespace engram::workloads
