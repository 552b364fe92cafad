#include "tests/workloads/learn/toy_task.hpp"

#include "workloads/network/random.hpp"

namespace engram::tests {

using workloads::Raster;
using workloads::Split;
using workloads::TrainingBatch;

TrainingBatch GroupsTask::batch(Split split, std::span<const std::uint64_t> numbers,
                                std::uint64_t) const {
  TrainingBatch batch;
  Raster raster;
  raster.timesteps = timesteps();
  raster.samples = static_cast<std::uint32_t>(numbers.size());
  raster.neurons = static_cast<std::uint32_t>(shape_.size());
  raster.counts.resize(raster.row(raster.timesteps, 0));
  const std::uint32_t group = (raster.neurons + classes_ - 1) / classes_;
  for (std::uint32_t sample = 0; sample < raster.samples; ++sample) {
    workloads::RandomStream draws(split == Split::train ? 1 : 2, numbers[sample]);
    const auto label = static_cast<std::uint32_t>(draws.below(classes_));
    batch.labels.push_back(label);
    for (std::uint32_t t = 0; t < raster.timesteps; ++t) {
      for (std::uint32_t n = 0; n < raster.neurons; ++n) {
        const double rate = n / group == label ? 0.5 : 0.2;
        raster.counts[raster.row(t, sample) + n] = draws.unit() < rate ? 1.0F : 0.0F;
      }
    }
  }
  batch.inputs.push_back(std::move(raster));
  return batch;
}

TrainingBatch PatternTask::batch(Split, std::span<const std::uint64_t> numbers,
                                 std::uint64_t) const {
  TrainingBatch batch;
  const auto samples = static_cast<std::uint32_t>(numbers.size());
  batch.inputs.push_back(random_raster(timesteps(), samples, inputs_, 0.2, 5));
  batch.targets.push_back(random_raster(timesteps(), samples, outputs_, 0.2, 6));
  return batch;
}

Raster random_raster(std::uint32_t timesteps, std::uint32_t samples, std::uint32_t neurons,
                     double rate, std::uint64_t seed) {
  Raster raster{timesteps, samples, neurons, {}};
  workloads::RandomStream draws(seed, 0);
  raster.counts.resize(raster.row(timesteps, 0));
  for (float& count : raster.counts) count = draws.unit() < rate ? 1.0F : 0.0F;
  return raster;
}

}  // namespace engram::tests
