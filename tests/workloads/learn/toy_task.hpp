#pragma once

#include "workloads/learn/training_task.hpp"

namespace engram::tests {

/// Classes by which of as many equal groups of inputs spikes more often; drawn by (number, split).
class GroupsTask final : public workloads::TrainingTask {
 public:
  GroupsTask(workloads::Shape shape, std::uint32_t classes, std::uint64_t samples)
      : shape_(shape), classes_(classes), samples_(samples) {}

  std::uint32_t timesteps() const override { return 12; }
  double timestep_us() const override { return 1000; }
  std::vector<workloads::Shape> input_shapes() const override { return {shape_}; }
  std::uint32_t classes() const override { return classes_; }
  std::uint32_t output_neurons() const override { return classes_; }
  std::uint64_t samples(workloads::Split split) const override {
    return split == workloads::Split::train ? samples_ : 100;
  }
  workloads::TrainingBatch batch(workloads::Split split, std::span<const std::uint64_t> numbers,
                                 std::uint64_t epoch) const override;

 private:
  workloads::Shape shape_;
  std::uint32_t classes_;
  std::uint64_t samples_;
};

/// One input pattern and spikes that `outputs` neurons should emit.
class PatternTask final : public workloads::TrainingTask {
 public:
  PatternTask(std::uint32_t inputs, std::uint32_t outputs) : inputs_(inputs), outputs_(outputs) {}

  std::uint32_t timesteps() const override { return 20; }
  double timestep_us() const override { return 1000; }
  std::vector<workloads::Shape> input_shapes() const override { return {{inputs_, 1, 1}}; }
  std::uint32_t classes() const override { return 0; }
  std::uint32_t output_neurons() const override { return outputs_; }
  std::uint64_t samples(workloads::Split) const override { return 1; }
  workloads::TrainingBatch batch(workloads::Split split, std::span<const std::uint64_t> numbers,
                                 std::uint64_t epoch) const override;

 private:
  std::uint32_t inputs_, outputs_;
};

/// Spikes with a probability, one raster; the same for the same seed.
workloads::Raster random_raster(std::uint32_t timesteps, std::uint32_t samples,
                                std::uint32_t neurons, double rate, std::uint64_t seed);

}  // namespace engram::tests
