#include "sim/run/learning_task.hpp"

#include <algorithm>

#include "sim/config/config_fault.hpp"
#include "workloads/network/check_learning.hpp"
#include "workloads/network/check_network.hpp"

namespace engram::sim {
namespace {

using workloads::LearningRule;
using workloads::LearningTask;
using workloads::Network;

LearningTask numbers_of(const LearningConfig& config, std::uint64_t seed) {
  LearningTask task;
  task.rule = config.rule == "stdp"       ? LearningRule::stdp
              : config.rule == "backprop" ? LearningRule::backprop
                                          : LearningRule::three_factor;
  task.rounding = config.rounding == "stochastic" ? workloads::StepRounding::stochastic
                                                  : workloads::StepRounding::nearest;
  if (config.zero_weights == "re-encode") task.zero_weights = workloads::ZeroWeights::reencode;
  task.seed = seed;
  task.rate_shift = config.rate_shift;
  task.error_bits = config.error_bits;
  task.error_gain = config.error_gain;
  task.backward_shift = config.backward_shift;
  task.surrogate = config.surrogate == "triangle" ? workloads::Surrogate::triangle
                                                  : workloads::Surrogate::boxcar;
  task.surrogate_width = config.surrogate_width;
  task.surrogate_bits = config.surrogate_bits;
  task.trace_bits = config.trace_bits;
  task.trace_decay = config.trace_decay;
  task.trace_gain = config.trace_gain;
  task.potentiation = config.potentiation;
  task.depression = config.depression;
  return task;
}

bool shares_kernel(const workloads::Projection& projection, const EncodingChoice& choice) {
  return std::holds_alternative<workloads::Conv2d>(projection.connection) &&
         (choice.encoding == Encoding::functional || choice.sharing == Sharing::kernel);
}

void choose_named(const std::vector<PlacedName>& names, const Network& network, LearningTask& task,
                  std::vector<std::string>& faults) {
  std::vector<std::string> known;
  for (const auto& id : network.projections()) known.push_back(network.graph[id].name);
  for (const PlacedName& named : names) {
    const auto found = std::find(known.begin(), known.end(), named.name);
    if (found != known.end()) {
      task.learns[static_cast<std::size_t>(found - known.begin())] = 1;
    } else {
      faults.push_back(named.place + ": the network has no projection '" + named.name + "'" +
                       suggestion(named.name, known));
    }
  }
}

void choose_all(const Network& network, LearningTask& task) {
  const auto projections = network.projections();
  for (std::size_t p = 0; p < projections.size(); ++p) {
    const bool uniform =
        network.graph[projections[p]].quantization.format.kind == WeightKind::uniform;
    const bool local = task.rule != LearningRule::stdp || task.shared_kernel[p] == 0;
    task.learns[p] = uniform && local ? 1 : 0;
  }
}

void note_task_faults(const std::string& place, const Network& network, const LearningTask& task,
                      std::vector<std::string>& faults) {
  for (const std::string& fault : workloads::learning_faults(network, task)) {
    faults.push_back(place + ": " + fault);
  }
}

void raise(const std::vector<std::string>& faults) {
  if (!faults.empty()) throw workloads::NetworkFault(workloads::lines(faults));
}

}  // namespace

LearningTask learning_task(const Config& config, const Network& network,
                           const std::vector<EncodingChoice>& choices) {
  const LearningConfig& given = *config.learning;
  LearningTask task = numbers_of(given, config.seed);
  const auto projections = network.projections();
  for (std::size_t p = 0; p < projections.size(); ++p) {
    task.shared_kernel.push_back(shares_kernel(network.graph[projections[p]], choices[p]) ? 1 : 0);
  }
  task.learns.assign(projections.size(), 0);
  std::vector<std::string> faults;
  if (given.projections) {
    choose_named(*given.projections, network, task, faults);
  } else {
    choose_all(network, task);
  }
  const bool any = std::find(task.learns.begin(), task.learns.end(), 1) != task.learns.end();
  if (!any && faults.empty()) {
    faults.push_back(given.place + ": no projection can learn: that takes whole levels (give " +
                     "/compression/quantize) and, with stdp, no shared kernel");
  }
  note_task_faults(given.place, network, task, faults);
  raise(faults);
  return task;
}

void add_targets(const LearningConfig& config, const Network& network, Targets targets,
                 Learning& learning) {
  learning.task.targeted = std::move(targets.populations);
  learning.targets = std::move(targets.samples);
  std::vector<std::string> faults;
  note_task_faults(config.place, network, learning.task, faults);
  raise(faults);
}

}  // namespace engram::sim
