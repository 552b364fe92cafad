#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <vector>

#include "workloads/learn/training_options.hpp"
#include "workloads/learn/training_task.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

/// The file that a network was written to gives another network when it is read.
class SpikesDiffer : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a network does with the test samples of a task, in the arithmetic that chips have:
/// workloads/reference, which shares none with the trainer.
struct Deployed {
  std::uint64_t samples = 0, correct = 0;  ///< correct: tasks with classes
  std::optional<double> distance;          ///< tasks with targets: van Rossum's, mean of samples
  std::vector<std::uint64_t> spikes;       ///< by population, all samples
  std::vector<std::uint64_t> operations;   ///< by projection
};

/// Writes the network for `engram run` (preset engram) and other tools.
void write_network(const workloads::Network& network, double timestep_us,
                   const std::filesystem::path& file);

/// Reads the network back and runs it on every test sample beside `trained`. A sample's class is
/// the output neuron with most spikes, the lowest at a tie, none without a spike; of outputs that
/// do not spike, the one with the highest mean membrane. Throws SpikesDiffer where the two do not
/// emit the same spikes.
Deployed measure_deployed(const workloads::Network& trained, const std::filesystem::path& file,
                          const workloads::TrainingTask& task, const workloads::LossOptions& loss);

/// Van Rossum's distance of output spikes from their target, one raster each (sample 0):
/// sqrt(sum over t and n of (u - v)^2 / tau), both filtered by u[t] = decay u[t-1] + s[t].
double van_rossum_distance(const std::vector<workloads::Raster>& outputs,
                           const std::vector<workloads::Raster>& targets,
                           const workloads::LossOptions& loss);

}  // namespace engram::sim
