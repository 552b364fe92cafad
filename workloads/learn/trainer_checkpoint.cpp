#include <algorithm>

#include "workloads/learn/trainer_state.hpp"

/// What of a training run goes into a checkpoint.
namespace engram::workloads {

learn::Checkpoint Trainer::State::checkpoint() const {
  learn::Checkpoint checkpoint;
  checkpoint.epochs = epochs_done;
  checkpoint.batches = batches_done;
  for (const learn::TrainedWeights& trained : weights) {
    checkpoint.weights.push_back(trained.values());
    checkpoint.masks.push_back(trained.mask());
    checkpoint.viewed.push_back(trained.view() != nullptr);
    std::span<const float> parameters;
    if (trained.view() != nullptr) parameters = trained.view()->parameters();
    checkpoint.parameters.emplace_back(parameters.begin(), parameters.end());
  }
  for (const auto& [id, bias] : biases) checkpoint.biases.push_back(bias.values());
  checkpoint.optimizer = optimizer->memory();
  return checkpoint;
}

/// The fingerprint has been compared, so sizes are those that checkpoint() wrote.
void Trainer::State::restore(learn::Checkpoint checkpoint) {
  epochs_done = static_cast<std::uint32_t>(checkpoint.epochs);
  batches_done = checkpoint.batches;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    learn::TrainedWeights& trained = weights[k];
    trained.end_view();
    trained.values() = std::move(checkpoint.weights[k]);
    trained.set_mask(std::move(checkpoint.masks[k]));
    if (checkpoint.viewed[k] == 0) continue;
    begin_view(k);
    const std::span<float> parameters = trained.view()->parameters();
    std::copy_n(checkpoint.parameters[k].begin(), parameters.size(), parameters.begin());
  }
  std::size_t next = 0;
  for (auto& [id, bias] : biases) bias.values() = std::move(checkpoint.biases[next++]);
  optimizer->restore(std::move(checkpoint.optimizer));
}

}  // namespace engram::workloads
