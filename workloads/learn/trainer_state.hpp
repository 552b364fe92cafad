#pragma once

#include <map>

#include "workloads/learn/checkpoint.hpp"
#include "workloads/learn/loss.hpp"
#include "workloads/learn/optimizer.hpp"
#include "workloads/learn/trained_bias.hpp"
#include "workloads/learn/trained_weights.hpp"
#include "workloads/learn/trainer.hpp"
#include "workloads/learn/unrolled_network.hpp"

namespace engram::workloads {

/// Everything that a training run carries from batch to batch.
struct Trainer::State {
  State(const Network& shape, const TrainingTask& source, const TrainingOptions& how);

  /// What is due before an epoch: pruning, then quantization.
  void prepare(std::uint32_t epoch);
  /// Weights and biases into the unrolled network.
  void load_parameters();
  learn::LossSum run_forward(const TrainingBatch& batch, bool with_errors);
  /// One step of everything that is trained, after backward().
  void step(double rate);
  Network trained_network(bool quantized) const;
  double spikes_of_batch() const;

  std::uint64_t fingerprint() const { return learn::fingerprint_of(network, task, options); }
  learn::Checkpoint checkpoint() const;
  void restore(learn::Checkpoint checkpoint);

  const Network network;  ///< as given
  const TrainingTask& task;
  const TrainingOptions options;
  learn::UnrolledNetwork<float> unrolled;
  std::unique_ptr<learn::Loss<float>> loss;
  std::unique_ptr<learn::Optimizer> optimizer;
  std::vector<learn::TrainedWeights> weights;         ///< by projection
  std::map<PopulationId, learn::TrainedBias> biases;  ///< of those that are trained
  std::uint32_t epochs_done = 0;
  std::uint64_t batches_done = 0;

 private:
  void prune(const PruneOptions& due);
  void begin_view(std::size_t projection);
  std::vector<std::vector<float>> weight_gradients() const;
  std::map<PopulationId, std::vector<float>> bias_gradients() const;
};

}  // namespace engram::workloads
