#pragma once

#include "tests/published/chip_of.hpp"
#include "tests/published/run_counts.hpp"

namespace engram::published {

/// One chip with a network on it. SystemC elaborates once a process: one a test.
class ChipRunner {
 public:
  ChipRunner(const workloads::Network& network, const Placement& placement)
      : network_(network), chip_(chip_of(network, placement)) {}
  /// `record`: RunCounts::recorded too.
  RunCounts run(const std::vector<workloads::SpikeTrain>& trains, std::uint32_t timesteps,
                bool record);

 private:
  const workloads::Network& network_;
  hw::Chip chip_;
};

}  // namespace engram::published
