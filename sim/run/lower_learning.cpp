#include "sim/run/lower_learning.hpp"

namespace engram::sim {
namespace {

hw::LearningRule rule_of(workloads::LearningRule rule) {
  switch (rule) {
    case workloads::LearningRule::three_factor:
      return hw::LearningRule::three_factor;
    case workloads::LearningRule::backprop:
      return hw::LearningRule::backprop;
    case workloads::LearningRule::stdp:
      break;
  }
  return hw::LearningRule::stdp;
}

}  // namespace

hw::LearningSpec lower_learning(const workloads::LearningTask& task, std::size_t populations) {
  hw::LearningSpec spec;
  spec.rule = rule_of(task.rule);
  spec.learns = task.learns;
  spec.rounding = task.rounding == workloads::StepRounding::stochastic
                      ? hw::StepRounding::stochastic
                      : hw::StepRounding::nearest;
  spec.zero_weights = task.zero_weights == workloads::ZeroWeights::reencode
                          ? hw::ZeroWeights::reencode
                          : hw::ZeroWeights::keep;
  spec.seed = task.seed;
  spec.rate_shift = task.rate_shift;
  spec.targeted.assign(populations, 0);
  for (const workloads::PopulationId id : task.targeted) spec.targeted[id] = 1;
  spec.error_bits = task.error_bits;
  spec.backward_shift = task.backward_shift;
  spec.error_gain = task.error_gain;
  spec.surrogate = task.surrogate == workloads::Surrogate::triangle ? hw::Surrogate::triangle
                                                                    : hw::Surrogate::boxcar;
  spec.surrogate_width = task.surrogate_width;
  spec.surrogate_bits = task.surrogate_bits;
  spec.trace_bits = task.trace_bits;
  spec.trace_decay = task.trace_decay;
  spec.trace_gain = task.trace_gain;
  spec.potentiation = task.potentiation;
  spec.depression = task.depression;
  return spec;
}

}  // namespace engram::sim
