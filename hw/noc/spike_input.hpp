#pragma once

#include <cstdint>
#include <span>

namespace engram::hw {

/// An address event as a core takes it: `count` unit events for a record of its axon table.
struct AxonEvent {
  std::uint32_t record = 0, count = 0;
};

/// The side of a core that takes address events.
class SpikeInput {
 public:
  virtual ~SpikeInput() = default;
  /// Events of one sender, sent in network timestep `timestep` and carried by `flits` flits over
  /// `hops` links each. `events` is not kept.
  virtual void receive(std::uint32_t timestep, std::span<const AxonEvent> events,
                       std::uint64_t flits, std::uint32_t hops) = 0;
};

struct NeuronSpike {
  std::uint32_t neuron = 0;  ///< of the slice
  std::uint32_t count = 0;
  std::uint32_t step = 0;  ///< among the neurons stepped in this timestep
};

/// What spikes are sent as.
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
  /// Neurons of the slice of `population` that begins at `first` spiked on core `core`. Called
  /// with all spikes of a timestep, or with some after others.
  virtual Sent emit(std::uint32_t core, std::uint32_t population, std::uint32_t first,
                    std::span<const NeuronSpike> spikes) = 0;
};

}  // namespace engram::hw
