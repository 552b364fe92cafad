#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "hw/chip/barrier.hpp"
#include "hw/chip/chip.hpp"
#include "hw/chip/dram_port.hpp"
#include "hw/chip/network_module.hpp"
#include "hw/chip/sample_recorder.hpp"
#include "hw/noc/network_on_chip.hpp"

namespace engram::hw {

/// Feeds a sample's input events into the network on chip at router (0, 0), one flit a cycle, at
/// the begin of each timestep (level 0). layer_by_layer: the port to DRAM is beside it.
class HostPort final : public sc_core::sc_module {
 public:
  HostPort(const sc_core::sc_module_name& name, NetworkOnChip& noc, SampleRecorder& recorder,
           Barrier& barrier, std::uint64_t period_ps);
  /// At fidelity `cycle`: the network takes the flits of the last list of `flits` when it can.
  void attach(NetworkModule& network, FlitLog& flits);

  /// `inputs` must outlive the run.
  void load(const std::vector<SampleInput>& inputs);
  /// layer_by_layer: sends the spikes kept in DRAM, too, and waits for its transfers.
  void attach(DramPort& dram) { dram_ = &dram; }
  /// layer_by_layer: from now on what `layer` takes, from timestep 0 on.
  void begin_layer(unsigned layer);
  /// Begins to send the events of `timestep` in the next delta cycle; timesteps ascend.
  void start(std::uint32_t timestep);

 private:
  void activate();
  void wait_until_sent();
  std::uint64_t send();
  std::uint64_t send_kept();

  NetworkOnChip& noc_;
  SampleRecorder& recorder_;
  Barrier& barrier_;
  std::uint64_t period_ps_;
  const std::vector<SampleInput>* inputs_ = nullptr;
  std::vector<std::size_t> next_;  ///< by input population: first event not yet sent
  std::uint32_t timestep_ = 0;
  bool sent_ = false;
  NetworkModule* network_ = nullptr;
  FlitLog* flits_ = nullptr;
  DramPort* dram_ = nullptr;
  unsigned layer_ = 0;               ///< layer_by_layer
  std::vector<NeuronSpike> spikes_;  ///< of one input population, being sent
  sc_core::sc_time begun_;
  sc_core::sc_event start_, taken_;
};

}  // namespace engram::hw
