#pragma once

#include <vector>

#include "workloads/network/learning.hpp"
#include "workloads/reference/reference.hpp"

/// The plain reference learner: simulate_reference whose weights change after every timestep, in
/// integers. What is computed is written in README.md; the rules follow error-triggered learning
/// with three factors, backpropagation in every timestep (Schaefer et al. 2020) and pair-based
/// plasticity that only walks forward (Pedroni et al. 2019, Front. Neurosci. 13:357).
namespace engram::workloads {

/// A weight of an unrolled convolution: of connection input `input` onto neuron `neuron`.
struct UnrolledLevel {
  std::uint32_t input = 0, neuron = 0;
  std::int32_t level = 0;
  friend auto operator<=>(const UnrolledLevel&, const UnrolledLevel&) = default;
};

/// Levels of one projection, in one of the two forms. float32 projections have neither.
struct ProjectionLevels {
  /// In the order of the network's own weight array.
  std::vector<std::int32_t> levels;
  /// Convolutions that learn without a shared kernel: every stored synapse (its kernel weight was
  /// not 0 at the start), ascending by (input, neuron). A level that has become 0 stays listed.
  std::vector<UnrolledLevel> unrolled;
  friend bool operator==(const ProjectionLevels&, const ProjectionLevels&) = default;
};

/// By index of Network::projections().
using NetworkLevels = std::vector<ProjectionLevels>;

struct LearningSample {
  std::vector<SpikeTrain> inputs;   ///< one for each of Network::inputs(), in order
  std::vector<SpikeTrain> targets;  ///< one for each of LearningTask::targeted; absent counts are 0
  std::uint32_t timesteps = 0;      ///< events from here on are not used, targets neither
};

struct LearnedSample {
  ReferenceResult result;
  std::vector<NetworkLevels> trajectory;  ///< after each timestep; empty unless asked for
};

struct LearningResult {
  std::vector<LearnedSample> samples;
  NetworkLevels levels;  ///< after the last sample
};

struct LearningRecord {
  std::vector<PopulationId> traced;  ///< as of simulate_reference
  bool trajectory = false;           ///< keep the levels after every timestep
};

/// Runs the samples in order. Levels are kept from sample to sample; membranes, traces and
/// histories start anew in each. Where nothing learns, spikes and operations are those of
/// simulate_reference.
///
/// Throws NetworkFault with all faults of the task at once (learning_faults), of the targets too:
/// their number, sizes, order and counts. Else throws as simulate_reference does.
LearningResult learn_reference(const Network& network, const LearningTask& task,
                               const std::vector<LearningSample>& samples,
                               const LearningRecord& record = {});

}  // namespace engram::workloads
