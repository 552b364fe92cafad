#pragma once

#include <cstdint>
#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/learning/learning_network.hpp"

namespace engram::hw {

/// Sends a sample's target counts from the host to the cores, at the begin of each timestep.
class TargetFeed {
 public:
  explicit TargetFeed(LearningNetwork& network) : network_(network) {}
  /// `targets` must outlive the run.
  void load(const std::vector<SampleInput>& targets) {
    targets_ = &targets;
    next_.assign(targets.size(), 0);
  }
  /// Timesteps ascend.
  void send(std::uint32_t timestep);

 private:
  LearningNetwork& network_;
  const std::vector<SampleInput>* targets_ = nullptr;
  std::vector<std::size_t> next_;  ///< by population: first count not yet sent
};

}  // namespace engram::hw
