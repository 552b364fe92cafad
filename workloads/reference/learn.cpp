#include "workloads/reference/learn.hpp"

#include <tuple>

#include "workloads/network/check_learning.hpp"
#include "workloads/network/check_network.hpp"
#include "workloads/reference/check_reference.hpp"
#include "workloads/reference/learning_rule.hpp"

namespace engram::workloads {
namespace {

using reference::LearningNetwork;
using reference::Simulation;

void check_target(const Population& population, const SpikeTrain& train, const std::string& where,
                  std::vector<std::string>& faults) {
  const std::string of = where + ": targets of '" + population.name + "': ";
  const std::uint64_t neurons = population.shape.size();
  if (train.neurons != neurons) {
    faults.push_back(of + "are for " + std::to_string(train.neurons) +
                     " neurons, the population has " + std::to_string(neurons));
  }
  for (std::size_t k = 0; k < train.events.size(); ++k) {
    const SpikeEvent& event = train.events[k];
    const bool follows =
        k == 0 || std::tie(train.events[k - 1].timestep, train.events[k - 1].neuron) <
                      std::tie(event.timestep, event.neuron);
    if (event.neuron < neurons && event.count > 0 && follows) continue;
    faults.push_back(of + "event " + std::to_string(k) + " is not of a neuron, counts 0 or does " +
                     "not follow the one before by (timestep, neuron)");
    return;
  }
}

void check_task(const Network& network, const LearningTask& task,
                const std::vector<LearningSample>& samples) {
  std::vector<std::string> faults = learning_faults(network, task);
  for (std::size_t k = 0; k < samples.size(); ++k) {
    const std::vector<SpikeTrain>& targets = samples[k].targets;
    const std::string where = "sample " + std::to_string(k);
    if (targets.size() != task.targeted.size()) {
      faults.push_back(where + ": has " + std::to_string(targets.size()) + " target trains for " +
                       std::to_string(task.targeted.size()) + " targeted populations");
      continue;
    }
    for (std::size_t p = 0; p < targets.size(); ++p) {
      if (task.targeted[p] >= boost::num_vertices(network.graph)) continue;
      check_target(network.graph[task.targeted[p]], targets[p], where, faults);
    }
  }
  if (!faults.empty()) throw NetworkFault(lines(faults));
}

}  // namespace

LearningResult learn_reference(const Network& network, const LearningTask& task,
                               const std::vector<LearningSample>& samples,
                               const LearningRecord& record) {
  check_task(network, task, samples);
  for (const LearningSample& sample : samples) {
    reference::check(network, sample.inputs, record.traced);
  }
  LearningNetwork learning(network, task);
  const std::unique_ptr<reference::Rule> rule = task.rule == LearningRule::stdp
                                                    ? make_stdp_rule(task, learning)
                                                    : make_gradient_rule(task, learning);
  LearningResult result;
  for (const LearningSample& sample : samples) {
    LearnedSample& learned = result.samples.emplace_back();
    rule->start_sample(sample.targets);
    learned.result =
        reference::run_sample(learning.network(), sample.inputs, sample.timesteps, record.traced,
                              [&](const Simulation& simulation, std::uint32_t timestep) {
                                rule->after_timestep(simulation, timestep);
                                if (record.trajectory)
                                  learned.trajectory.push_back(learning.levels());
                              });
    if (task.zero_weights == ZeroWeights::reencode) learning.drop_zeros();
  }
  result.levels = learning.levels();
  return result;
}

}  // namespace engram::workloads
