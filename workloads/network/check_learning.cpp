#include "workloads/network/check_learning.hpp"

#include <algorithm>
#include <cmath>

namespace engram::workloads {
namespace {

using Faults = std::vector<std::string>;
using Limits = LearningLimits;

void check_range(const char* name, std::int64_t value, std::int64_t low, std::int64_t high,
                 Faults& faults) {
  if (value >= low && value <= high) return;
  faults.push_back(std::string("learning: ") + name + " is " + std::to_string(value) +
                   ", expected " + std::to_string(low) + " to " + std::to_string(high));
}

void check_gradient_numbers(const LearningTask& task, Faults& faults) {
  check_range("error_bits", task.error_bits, Limits::least_error_bits, Limits::error_bits, faults);
  check_range("error_gain", task.error_gain, 1, Limits::gain, faults);
  check_range("backward_shift", task.backward_shift, 0, Limits::backward_shift, faults);
  check_range("surrogate bits", task.surrogate_bits, 0, Limits::surrogate_bits, faults);
  check_range("trace bits", task.trace_bits, 1, Limits::trace_bits, faults);
  check_range("trace decay", task.trace_decay, 0, Limits::trace_decay, faults);
  check_range("trace gain", task.trace_gain, 1, Limits::gain, faults);
  if (!(task.surrogate_width > 0) || !std::isfinite(task.surrogate_width)) {
    faults.push_back("learning: the surrogate's width must be above 0 and finite");
  }
}

void check_stdp_numbers(const LearningTask& task, Faults& faults) {
  const std::size_t window = task.potentiation.size();
  check_range("the stdp window", static_cast<std::int64_t>(window), 1, Limits::window, faults);
  if (task.depression.size() != window) {
    faults.push_back("learning: potentiation has " + std::to_string(window) +
                     " timesteps, depression " + std::to_string(task.depression.size()));
  }
  for (const auto* amplitudes : {&task.potentiation, &task.depression}) {
    for (const std::uint32_t amplitude : *amplitudes) {
      check_range("an stdp amplitude", amplitude, 0, Limits::gain, faults);
    }
  }
  if (!task.targeted.empty()) faults.push_back("learning: stdp has no errors, so no targets");
}

void check_projection(const Projection& projection, bool shared, LearningRule rule,
                      Faults& faults) {
  const std::string where = "projection '" + projection.name + "': ";
  const WeightFormat& format = projection.quantization.format;
  if (format.kind != WeightKind::uniform) {
    faults.push_back(where + "its weights are " + to_string(format) +
                     ", only uniform levels can learn");
  }
  if (!shared) return;
  if (!std::holds_alternative<Conv2d>(projection.connection)) {
    faults.push_back(where + "is no convolution, so it has no kernel to share");
  } else if (rule == LearningRule::stdp) {
    faults.push_back(where +
                     "stdp is local to a synapse; a kernel that is shared cannot learn by "
                     "it (unrolled it can)");
  }
}

void check_targets(const Network& network, const LearningTask& task, Faults& faults) {
  for (std::size_t k = 0; k < task.targeted.size(); ++k) {
    const PopulationId id = task.targeted[k];
    if (id >= boost::num_vertices(network.graph)) {
      faults.push_back("learning: there is no population " + std::to_string(id) + " to target");
      continue;
    }
    const Population& population = network.graph[id];
    if (population.step.model == NeuronModel::input) {
      faults.push_back("population '" + population.name + "': is an input, it has no targets");
    }
    if (k > 0 && task.targeted[k - 1] >= id) {
      faults.push_back("population '" + population.name +
                       "': targeted populations must ascend, each once");
    }
  }
}

bool has_zero_threshold(const Population& population) {
  if (population.fixed) {
    const auto& values = population.fixed->threshold;
    return std::find(values.begin(), values.end(), 0) != values.end();
  }
  const auto& values = population.step.threshold.values();
  return std::find(values.begin(), values.end(), 0.0) != values.end();
}

void check_thresholds(const Network& network, const LearningTask& task, Faults& faults) {
  const auto with_errors = populations_with_errors(network, task);
  for (PopulationId id = 0; id < with_errors.size(); ++id) {
    const Population& population = network.graph[id];
    if (with_errors[id] == 0 || !population.step.spiking || !has_zero_threshold(population)) {
      continue;
    }
    faults.push_back("population '" + population.name +
                     "': has a threshold of 0; a surrogate derivative needs another");
  }
}

}  // namespace

std::vector<std::uint8_t> populations_with_errors(const Network& network,
                                                  const LearningTask& task) {
  std::vector<std::uint8_t> with_errors(boost::num_vertices(network.graph), 0);
  for (const PopulationId id : task.targeted) {
    if (id < with_errors.size()) with_errors[id] = 1;
  }
  const auto projections = network.projections();
  for (std::size_t p = 0; p < projections.size() && p < task.learns.size(); ++p) {
    if (task.learns[p] == 0 || network.graph[projections[p]].delay > 0) continue;
    with_errors[boost::source(projections[p], network.graph)] = 1;
  }
  for (const PopulationId id : network.inputs()) with_errors[id] = 0;
  return with_errors;
}

std::vector<std::string> learning_faults(const Network& network, const LearningTask& task) {
  Faults faults;
  const auto projections = network.projections();
  const auto check_size = [&](const char* name, std::size_t size) {
    if (size == projections.size()) return;
    faults.push_back(std::string("learning: ") + name + " has " + std::to_string(size) +
                     " entries for " + std::to_string(projections.size()) + " projections");
  };
  check_size("learns", task.learns.size());
  check_size("shared_kernel", task.shared_kernel.size());
  check_range("rate_shift", task.rate_shift, 0, Limits::rate_shift, faults);
  const bool stdp = task.rule == LearningRule::stdp;
  stdp ? check_stdp_numbers(task, faults) : check_gradient_numbers(task, faults);
  check_targets(network, task, faults);
  for (std::size_t p = 0; p < projections.size() && p < task.learns.size(); ++p) {
    if (task.learns[p] == 0) continue;
    const bool shared = p < task.shared_kernel.size() && task.shared_kernel[p] != 0;
    check_projection(network.graph[projections[p]], shared, task.rule, faults);
  }
  if (!stdp) check_thresholds(network, task, faults);
  return faults;
}

}  // namespace engram::workloads
