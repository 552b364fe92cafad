#pragma once

#include <cstdint>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/core/neuron_update.hpp"
#include "hw/learning/surrogate.hpp"

namespace engram::hw {

/// The errors of one slice, one a neuron: what it emitted, what it should have, what came back from
/// whom its events reached, and how near it was to its threshold.
class NeuronErrors {
 public:
  /// All must outlive the errors. `has_error`: else every error is 0.
  NeuronErrors(const LearningSpec& spec, const SliceSpec& slice, bool targeted, bool has_error);

  void clear();
  /// After the slice's forward step: spikes and distances of this timestep.
  void stepped(const NeuronUpdate& update);
  void target(std::uint32_t neuron, std::uint32_t count) { targets_[neuron] += count; }
  /// A partial sum has come back. Throws std::overflow_error.
  void returned(std::uint32_t neuron, std::int64_t sum);
  /// The error d of a neuron: with E = error_bits,
  ///   e = clamp_E((targeted ? gain (spikes - target) : 0) + round(returned / 2^backward_shift))
  ///   d = clamp_E(round(e surrogate / 2^surrogate_bits))
  std::int64_t make(std::uint32_t neuron);
  std::int64_t error(std::uint32_t neuron) const { return errors_[neuron]; }
  std::uint32_t spikes(std::uint32_t neuron) const { return spikes_[neuron]; }

 private:
  double threshold(std::uint32_t neuron) const;

  const LearningSpec& spec_;
  const SliceSpec& slice_;
  SurrogateDerivative surrogate_;
  bool targeted_, has_error_;
  std::vector<std::uint32_t> spikes_;
  std::vector<std::int64_t> targets_, derivatives_, returned_, errors_;
};

}  // namespace engram::hw
