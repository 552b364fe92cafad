#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "sim/config/train_config.hpp"
#include "workloads/learn/trainer.hpp"

namespace engram::sim {

/// Who looks on; either may be empty.
struct TrainingWatch {
  std::function<void(std::uint64_t samples)> batch;  ///< samples done of the epoch that runs
  std::function<void(const workloads::EpochRecord&, const std::optional<workloads::Evaluation>&)>
      epoch;
};

/// The epochs of a training, with a folder beside the result in which they can be taken up again:
/// resolved.json, training.csv of the epochs so far, checkpoint.bin. The folder goes when the
/// result is written; a training that was killed leaves it.
class Course {
 public:
  /// All three must outlive the course. `resolved`: text of the resolved config.
  Course(workloads::Trainer& trainer, const TrainConfig& config, const std::string& resolved,
         std::filesystem::path folder);

  /// Continues what the folder holds; false where it holds no checkpoint. Throws InputFault:
  /// another config than this one; FileFault: a damaged checkpoint.
  bool resume();
  /// Begins anew: whatever the folder holds goes.
  void begin();
  /// Trains until the last epoch, with a checkpoint every so many epochs and after the last.
  void run(std::uint32_t checkpoint_every, const TrainingWatch& watch);

  const std::string& csv() const { return csv_; }  ///< training.csv, header and rows so far
  void remove_folder() const;

 private:
  workloads::Trainer& trainer_;
  const TrainConfig& config_;
  const std::string& resolved_;
  const std::filesystem::path folder_;
  std::string csv_;
};

/// The folder beside `result` that an unfinished training lives in.
std::filesystem::path unfinished_folder(const std::filesystem::path& result);

}  // namespace engram::sim
