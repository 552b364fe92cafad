#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/noc/flit_log.hpp"
#include "hw/noc/router_network.hpp"
#include "hw/pipeline/stepped_update_pipeline.hpp"

namespace engram::hw {

/// The neuron updates of all cores and the network that takes their flits, cycle by cycle, at
/// fidelity `cycle`. A core's output queue sends into the input buffer of its router; a core takes
/// a flit, then none until what it brings is dealt with: an event's record of the axon table read,
/// a sum added to its record (read and written: two cycles through one port). Endpoints are the
/// cores in the order of ChipSpec::cores, then the host.
class TrafficClock {
 public:
  /// `spec` must outlive the clock.
  explicit TrafficClock(const ChipSpec& spec);
  /// Before a sample.
  void reset();

  /// A core begins its update in the coming step; `work` must outlive it. `flits`: what it sends.
  void update(EndpointId core, std::span<const NeuronWork> work, FlitList flits);
  /// The host begins to send, a flit a cycle.
  void input(FlitList flits);
  /// A core begins to send what learning has it send: flit k in cycle `due[k]` of it at the
  /// earliest (0: the coming step), in order. At least one flit.
  void send(EndpointId core, FlitList flits, std::vector<std::uint64_t> due);
  /// One cycle. Returns the endpoints that ended in it, ascending; valid until the next call.
  /// Throws NetworkStalled where nothing moves for NocSpec::watchdog_cycles.
  const std::vector<EndpointId>& step();
  /// Nobody sends, and no flit is inside.
  bool idle() const { return senders_.empty() && network_->inside() == 0; }

  std::uint64_t inside() const { return network_->inside(); }  ///< flits in buffers
  const RouterNetworkCounts& counts() const { return network_->counts(); }
  const UpdateStalls& stalls() const { return stalls_; }

 private:
  struct Sender {
    EndpointId endpoint = 0;
    std::optional<SteppedUpdatePipeline> pipeline;  ///< none: the host, or learning
    FlitList flits;
    std::size_t next = 0;
    std::vector<std::uint64_t> due = {};  ///< [flit], cycle of the network; empty: at once
  };
  void add(Sender sender);
  bool step(Sender& sender);
  bool send_next(Sender& sender, bool room);
  std::uint64_t cycles_to_take(const Delivery& delivery) const;
  void take(const Delivery& delivery);

  const ChipSpec& spec_;
  std::unique_ptr<Topology> topology_;
  std::vector<std::uint64_t> record_cycles_;  ///< [core]: words of one axon-table record
  std::optional<RouterNetwork> network_;
  std::vector<std::uint64_t> ready_at_;  ///< [core]: from which cycle on it takes a flit
  std::vector<EndpointId> busy_;         ///< cores that do not take one yet
  std::vector<Sender> senders_;          ///< ascending by endpoint
  std::vector<EndpointId> ended_;
  UpdateStalls stalls_;
};

}  // namespace engram::hw
