#pragma once

#include <memory>
#include <vector>

#include "hw/chip/chip.hpp"
#include "sim/run/prepare.hpp"

namespace engram::bench {

/// The bare twin of a run: every projection with its quantized weights, and the events that met it.
class BareNetwork {
 public:
  /// `network` is compressed, `result` has the spikes of the run of the first sample. Throws
  /// std::invalid_argument for weights beyond 8 bits.
  BareNetwork(const workloads::Network& network, const sim::Sample& sample,
              const hw::SampleResult& result);
  ~BareNetwork();
  BareNetwork(const BareNetwork&) = delete;
  BareNetwork& operator=(const BareNetwork&) = delete;

  /// The additions of the whole run, timestep by timestep.
  void run();

 private:
  struct Part;
  std::vector<std::unique_ptr<Part>> parts_;
  std::uint32_t timesteps_;
};

}  // namespace engram::bench
