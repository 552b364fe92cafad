#pragma once

#include <cstdint>

namespace engram::hw {

/// The side of a core that takes address events.
class SpikeInput {
 public:
  virtual ~SpikeInput() = default;
  /// An event of `count` unit events for record `record` of the core's axon table, sent in network
  /// timestep `timestep` and carried by `flits` flits over `hops` links each.
  virtual void receive(std::uint32_t timestep, std::uint32_t record, std::uint32_t count,
                       std::uint64_t flits, std::uint32_t hops) = 0;
};

/// What a spike is sent as.
struct Sent {
  std::uint64_t flits = 0;         ///< injected
  std::uint64_t destinations = 0;  ///< records of the destination table read: one a core and flit
};

/// The side of the chip that takes the spikes of cores.
class SpikeOutput {
 public:
  virtual ~SpikeOutput() = default;
  /// A chip timestep begins.
  virtual void begin_timestep(std::uint32_t step) = 0;
  /// Neuron `neuron` of `population` spiked `count` times on core `core`.
  virtual Sent emit(std::uint32_t core, std::uint32_t population, std::uint32_t neuron,
                    std::uint32_t count) = 0;
};

}  // namespace engram::hw
