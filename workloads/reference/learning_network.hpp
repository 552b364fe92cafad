#pragma once

#include <vector>

#include "workloads/network/learning.hpp"
#include "workloads/reference/learn.hpp"
#include "workloads/reference/weight_step.hpp"

/// The network whose levels change, and its learning synapses one by one.
namespace engram::workloads::reference {

/// A synapse whose level was not 0 at the start. Others are no synapses and never change.
struct StoredSynapse {
  std::uint32_t input = 0, neuron = 0;
  std::uint64_t weight = 0;  ///< index of its level; several synapses share that of a kernel
};

struct LearningProjection {
  std::size_t index = 0;
  PopulationId source = 0, target = 0;
  std::uint32_t delay = 0, inputs = 0;
  unsigned bits = 0, shift = 0;             ///< of the levels
  bool shared = false;                      ///< one step a kernel weight
  std::vector<StoredSynapse> synapses;      ///< ascending by (input, neuron)
  LevelArray* level;                        ///< of the network below
  const std::vector<AddressStage>* stages;  ///< likewise
};

class LearningNetwork {
 public:
  /// A copy of `network` in which convolutions that learn without a shared kernel are listed
  /// synapse by synapse. Precondition: no learning_faults.
  LearningNetwork(const Network& network, const LearningTask& task);
  LearningNetwork(const LearningNetwork&) = delete;
  LearningNetwork& operator=(const LearningNetwork&) = delete;

  const Network& network() const { return network_; }
  const std::vector<LearningProjection>& learning() const { return learning_; }
  NetworkLevels levels() const;
  /// Synapses whose level is 0 are none from now on.
  void drop_zeros();

 private:
  Network network_;
  std::vector<std::uint8_t> unrolled_;  ///< by projection
  std::vector<LearningProjection> learning_;
};

}  // namespace engram::workloads::reference
