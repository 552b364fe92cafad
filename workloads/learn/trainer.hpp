#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "workloads/learn/training_options.hpp"
#include "workloads/learn/training_task.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {

/// One line of training.csv.
struct EpochRecord {
  std::uint32_t epoch = 0;         ///< from 0
  double rate = 0;                 ///< of the optimizer
  double loss = 0;                 ///< mean over the training samples, while they were trained on
  std::optional<double> accuracy;  ///< of the same, tasks with classes only
  double sparsity = 0;             ///< share of weights that are 0 in the network computed with
  double spikes = 0;               ///< of all neurons, a sample
};

struct Evaluation {
  std::uint64_t samples = 0, correct = 0;
  double loss = 0;
};

/// Surrogate-gradient backpropagation through time (Neftci et al. 2019) of a network's weights.
/// Same network, task, options: the same weights to the last bit, also through save and load.
class Trainer {
 public:
  /// Throws NetworkFault with all faults: shapes that are not the task's, integers, outputs that do
  /// not fit the loss, options that name no projection. `task` must outlive the trainer.
  Trainer(const Network& network, const TrainingTask& task, const TrainingOptions& options);
  ~Trainer();

  std::uint32_t epochs_done() const;
  /// Trains one epoch. `progress` is called after every batch with the samples done.
  EpochRecord epoch(const std::function<void(std::uint64_t samples)>& progress = {});
  Evaluation evaluate(Split split) const;

  /// The network with the weights as they are computed with: masked, and quantized where the
  /// options quantize (Projection::quantization, Population::unit as quantize() leaves them).
  Network network() const;

  /// A checkpoint: written beside and moved into place. load() throws FileFault where the file is
  /// none, is damaged or is of another network or other options.
  void save(const std::filesystem::path& file) const;
  void load(const std::filesystem::path& file);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace engram::workloads
