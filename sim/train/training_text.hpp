#pragma once

#include <optional>
#include <string>

#include "sim/config/train_config.hpp"
#include "sim/train/deployed.hpp"
#include "sim/train/prepare_training.hpp"
#include "workloads/learn/trainer.hpp"

/// The files of a training's result, and what a person reads of it.
namespace engram::sim {

/// epoch,rate,loss,accuracy,sparsity,spikes,test_loss,test_accuracy: one row an epoch; the last two
/// where it was tested, accuracies where there are classes. spikes: of all neurons, a sample.
std::string training_csv_header();
std::string training_csv_row(const workloads::EpochRecord& record,
                             const std::optional<workloads::Evaluation>& test, bool classes);

/// What is left at the end.
struct TrainingSummary {
  std::uint32_t epochs = 0;
  bool classes = false;
  workloads::Evaluation trainer;  ///< the test split, by the trainer's own arithmetic
  Deployed deployed;              ///< the written network, by the reference simulator
};

/// Share right, and the standard error sqrt(p (1 - p) / n) of it.
double accuracy_of(std::uint64_t correct, std::uint64_t samples);
double standard_error_of(std::uint64_t correct, std::uint64_t samples);

/// summary.json.
std::string summary_json(const TrainConfig& config, const workloads::Network& network,
                         const TrainingSummary& summary);

/// "epoch 3 of 20: rate 0.001, loss 0.4, accuracy 91.2 %, ...", one line.
std::string epoch_text(const workloads::EpochRecord& record,
                       const std::optional<workloads::Evaluation>& test, std::uint32_t epochs);

/// What will be trained: populations, projections with weights, samples, classes or targets.
std::string training_overview(const PreparedTraining& prepared);

/// The last lines on the screen.
std::string summary_text(const TrainConfig& config, const workloads::Network& network,
                         const TrainingSummary& summary);

}  // namespace engram::sim
