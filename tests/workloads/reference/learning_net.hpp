#pragma once

#include <vector>

#include "small_net.hpp"
#include "workloads/reference/learn.hpp"

/// Learning on networks small enough to work out on paper.
namespace engram::workloads::small_net {

/// A readout: what comes in adds up, nothing is emitted, so the surrogate derivative is 1.
Population readout(const std::string& name, Shape shape);

/// `target` by timestep into one neuron.
SpikeTrain counts(const std::vector<std::uint32_t>& by_timestep);

/// A task in which the projections of `learns` learn, unrolled. error_gain 16, trace_gain 64,
/// a trace that halves, a boxcar of half the threshold.
LearningTask task(LearningRule rule, std::vector<std::uint8_t> learns, unsigned rate_shift);

/// One synapse from one input onto one neuron (population 1) that learns.
struct OneSynapse {
  Population neuron;
  std::int32_t level = 0;
  LearningTask task;
  std::vector<std::uint32_t> input, target;  ///< counts by timestep

  /// The level after each timestep.
  std::vector<std::int32_t> run() const;
};

}  // namespace engram::workloads::small_net
