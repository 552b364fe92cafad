#pragma once

#include <memory>
#include <vector>

#include "workloads/reference/learning_network.hpp"
#include "workloads/reference/simulation.hpp"

namespace engram::workloads::reference {

/// Changes the levels of a network after every timestep.
class Rule {
 public:
  virtual ~Rule() = default;
  /// Traces and histories start anew. `targets`: a train a targeted population, outlives the
  /// sample.
  virtual void start_sample(const std::vector<SpikeTrain>& targets) = 0;
  /// Called once a timestep, in order, when every population has done it.
  virtual void after_timestep(const Simulation& simulation, std::uint32_t timestep) = 0;
};

/// Both outlive the rule.
std::unique_ptr<Rule> make_gradient_rule(const LearningTask& task, const LearningNetwork& network);
std::unique_ptr<Rule> make_stdp_rule(const LearningTask& task, const LearningNetwork& network);

/// Unit events that arrive at each connection input of a projection in a timestep; all 0 before its
/// delay has passed.
std::vector<std::uint64_t> arrivals(const LearningProjection& projection,
                                    const Simulation& simulation, std::uint32_t timestep);

/// One step for every stored synapse of a projection, whose gradients are given in order. A shared
/// kernel adds up those of one weight and takes one step.
void step_weights(const LearningTask& task, const LearningProjection& projection,
                  const std::vector<Wide>& gradients, std::uint32_t timestep);

}  // namespace engram::workloads::reference
