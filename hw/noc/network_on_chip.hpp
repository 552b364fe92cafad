#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "energy/units.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/noc/flit_log.hpp"
#include "hw/noc/spike_input.hpp"
#include "hw/noc/table_ranges.hpp"
#include "hw/noc/topology.hpp"

namespace engram::hw {

class DramPort;

/// Bits of a flit: one address event {record} with its header and payload count.
inline constexpr unsigned kFlitBits = 32;
struct NocCounts {
  Count flits = 0;  ///< injected, those for the own core included
  Count hops = 0;   ///< links crossed by all flits and copies
};

/// Who receives a spike, and what its flits cost: a unit event (an event with Payload::multiply) is
/// a flit a destination core, or with multicast one flit, copied where routes part. Local delivery
/// is a flit over 0 hops. The host sits at router 0.
class NetworkOnChip final : public SpikeOutput {
 public:
  /// `spec` must outlive the network. Precondition: coordinates lie on the mesh. Throws as
  /// make_topology.
  explicit NetworkOnChip(const ChipSpec& spec);
  /// The cores, in the order of ChipSpec::cores.
  void attach(std::vector<SpikeInput*> cores) {
    cores_ = std::move(cores);
    outboxes_.resize(cores_.size());
  }

  void reset() { counts_ = {}; }
  void begin_timestep(std::uint32_t step) override { step_ = step; }
  /// From now on appends every flit to `log`, or not at all. It has a list for each endpoint.
  void log(FlitLog* log) { log_ = log; }
  /// layer_by_layer: to the neurons of its own level, and to `dram`, which sits beside the host.
  Sent emit(std::uint32_t core, std::uint32_t population, std::uint32_t first,
            std::span<const NeuronSpike> spikes) override;
  /// Spikes of a population that has no core. layer_by_layer: to the neurons of `layer`; else to
  /// all. Returns the flits.
  std::uint64_t emit_from_host(std::uint32_t population, std::span<const NeuronSpike> spikes,
                               unsigned layer);
  /// layer_by_layer: where spikes are kept.
  void attach(DramPort* dram) { dram_ = dram; }
  const NocCounts& counts() const { return counts_; }

 private:
  Sent send(std::size_t endpoint, std::uint32_t population, std::uint32_t first,
            std::span<const NeuronSpike> spikes, unsigned layer);
  std::span<const Destination> of_layer(std::span<const Destination> all, unsigned layer);
  void put(const Destination& destination, std::uint32_t like, std::uint32_t first,
           std::span<const NeuronSpike> spikes, std::uint64_t flits);
  std::uint64_t deliver(std::size_t endpoint, std::uint32_t timestep);
  std::uint64_t flits_of(std::span<const NeuronSpike> spikes) const;
  std::uint64_t flits_of(std::uint32_t count) const {
    return spec_.payload == Payload::unit ? count : 1;
  }
  void write_down(FlitList& list, std::span<const Destination> reached, std::uint64_t flits);
  std::uint32_t tree_hops(std::size_t endpoint, std::uint32_t population, std::uint32_t neuron,
                          std::span<const Destination> reached);

  const ChipSpec& spec_;
  std::unique_ptr<Topology> topology_;
  std::vector<RouterId> routers_;  ///< of the cores, then of the host
  std::vector<SpikeInput*> cores_;
  std::vector<TableRanges> ranges_;                    ///< by population, of its destinations
  std::vector<std::vector<std::uint32_t>> tree_hops_;  ///< multicast: [population][neuron]
  /// Events on their way to a core: those of one call are delivered together.
  struct Outbox {
    std::vector<AxonEvent> events;
    std::uint64_t flits = 0;
  };
  std::vector<Outbox> outboxes_;              ///< by core
  std::vector<std::uint32_t> cores_reached_;  ///< whose outbox is not empty
  std::vector<Destination> of_layer_;         ///< layer_by_layer: of the spike being sent
  std::vector<std::uint32_t> copies_;         ///< of the spike being written down
  std::uint32_t step_ = 0;
  NocCounts counts_;
  FlitLog* log_ = nullptr;
  DramPort* dram_ = nullptr;
};

}  // namespace engram::hw
