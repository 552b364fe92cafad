#pragma once

#include <cstdint>
#include <vector>

#include "energy/units.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/noc/flit_log.hpp"
#include "hw/noc/mesh.hpp"
#include "hw/noc/spike_input.hpp"

namespace engram::hw {

/// Bits of a flit: one address event {record} with its header and payload count.
inline constexpr unsigned kFlitBits = 32;
/// Input buffers of a mesh router: north, east, south, west, local.
inline constexpr unsigned kRouterBuffers = 5;

struct NocCounts {
  Count flits = 0;  ///< sent, local deliveries included
  Count hops = 0;   ///< links crossed by all flits
};

/// The mesh at fidelity `fast`: unicast copies, one flit a destination core a unit event (one an
/// event with Payload::multiply). Local delivery is a flit over 0 hops. The host sits at router (0,
/// 0).
class NetworkOnChip final : public SpikeOutput {
 public:
  /// `spec` must outlive the network. Precondition: coordinates lie on the mesh.
  explicit NetworkOnChip(const ChipSpec& spec);
  /// The cores, in the order of ChipSpec::cores.
  void attach(std::vector<SpikeInput*> cores) { cores_ = std::move(cores); }

  void reset() { counts_ = {}; }
  /// From now on appends every flit to `log`, or not at all. It has a list an endpoint.
  void log(FlitLog* log) { log_ = log; }
  std::uint64_t emit(std::uint32_t core, std::uint32_t population, std::uint32_t neuron,
                     std::uint32_t count) override;
  std::uint64_t emit_from_host(std::uint32_t population, std::uint32_t neuron, std::uint32_t count);
  const NocCounts& counts() const { return counts_; }

 private:
  std::uint64_t send(std::size_t endpoint, std::uint32_t population, std::uint32_t neuron,
                     std::uint32_t count);

  const ChipSpec& spec_;
  Mesh mesh_;
  std::vector<RouterId> routers_;  ///< of the cores, then of the host
  std::vector<SpikeInput*> cores_;
  NocCounts counts_;
  FlitLog* log_ = nullptr;
};

}  // namespace engram::hw
