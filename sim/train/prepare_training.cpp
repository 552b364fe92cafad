#include "sim/train/prepare_training.hpp"

#include "sim/run/attempt.hpp"
#include "sim/run/network_source.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/training_task.hpp"

namespace engram::sim {

PreparedTraining prepare_training(const TrainConfig& config) {
  PreparedTraining prepared;
  std::string faults;
  const bool task = attempt(faults, [&] { prepared.task = make_task(config.task); });
  const bool network =
      attempt(faults, [&] { prepared.network = load_network(config.network, config.seed); });
  if (task && network) {
    attempt(faults, [&] {
      prepared.trainer =
          std::make_unique<workloads::Trainer>(prepared.network, *prepared.task, config.training);
    });
  }
  if (!faults.empty()) throw InputFault(faults);
  return prepared;
}

}  // namespace engram::sim
