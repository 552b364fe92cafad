#pragma once

#include <cstdint>

namespace engram::hw {

/// The side of a core that takes what learning sends over the network on chip. Called in the stage
/// in which it is sent; `flits` (0 from the same core) travelled over `hops` links each.
class LearningInput {
 public:
  virtual ~LearningInput() = default;
  /// Neuron `neuron` of slice `slice` should emit `count` events in this timestep.
  virtual void receive_target(std::uint32_t slice, std::uint32_t neuron, std::uint32_t count,
                              std::uint32_t hops) = 0;
  /// A partial sum of the errors that the neuron's events reached.
  virtual void receive_error(std::uint32_t slice, std::uint32_t neuron, std::int64_t sum,
                             std::uint64_t flits, std::uint32_t hops) = 0;
  /// A partial gradient of an entry of a shared kernel, gathered elsewhere.
  virtual void receive_gradient(std::uint32_t image, std::uint32_t entry, std::int64_t sum,
                                std::uint64_t flits, std::uint32_t hops) = 0;
};

/// The side of the chip that takes what a core sends for learning. Returns the flits sent.
class LearningOutput {
 public:
  virtual ~LearningOutput() = default;
  /// To the core of neuron `neuron` of `population`: no flit where that is the core itself.
  virtual std::uint64_t send_error(std::uint32_t core, std::uint32_t population,
                                   std::uint32_t neuron, std::int64_t sum) = 0;
  /// To every other image with a copy of the kernel of `image` that holds the entry.
  virtual std::uint64_t send_gradient(std::uint32_t core, std::uint32_t image, std::uint32_t entry,
                                      std::int64_t sum) = 0;
};

}  // namespace engram::hw
