#pragma once

#include <memory>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/learning/learning_counts.hpp"
#include "hw/learning/learning_ports.hpp"
#include "hw/noc/flit_log.hpp"
#include "hw/noc/topology.hpp"

namespace engram::hw {

/// A target count: what a neuron should emit in a timestep.
struct TargetCount {
  std::uint32_t population = 0, neuron = 0, count = 0;
};

/// What learning sends over the mesh, one flit each: a target count that is not 0 from the host to
/// the neuron's core, a partial sum of errors that is not 0 to the core of the source neuron, a
/// gradient that is not 0 to every other core that holds the same kernel entry. What stays on its
/// core takes no flit. Hops are those of NetworkOnChip.
class LearningNetwork final : public LearningOutput {
 public:
  /// `spec` must outlive the network.
  explicit LearningNetwork(const ChipSpec& spec);
  /// The cores, in the order of ChipSpec::cores.
  void attach(std::vector<LearningInput*> cores) { cores_ = std::move(cores); }

  /// From now on writes the flits of every endpoint into `log`, or not at all if it is null.
  void log(FlitLog* log) { log_ = log; }
  void reset() { traffic_ = {}; }
  void send_target(const TargetCount& target);
  std::uint64_t send_error(std::uint32_t core, std::uint32_t population, std::uint32_t neuron,
                           std::int64_t sum) override;
  std::uint64_t send_gradient(std::uint32_t core, std::uint32_t image, std::uint32_t entry,
                              std::int64_t sum) override;
  const LearningTraffic& traffic() const { return traffic_; }

 private:
  struct Home {
    std::uint32_t core = 0, slice = 0, neuron = 0;
  };
  struct Copy {
    std::uint32_t core = 0, image = 0;
    std::vector<std::uint8_t> holds;  ///< by entry of the projection's kernel
  };
  void place_neurons(std::uint32_t core);
  std::uint32_t hops(std::uint32_t from, std::uint32_t to) const;
  void write_down(std::size_t from, std::uint32_t to, FlitKind kind);

  const ChipSpec& spec_;
  std::unique_ptr<Topology> topology_;
  std::vector<RouterId> routers_;         ///< of the cores, then of the host
  std::vector<std::vector<Home>> homes_;  ///< [population][neuron]; empty for inputs
  std::vector<std::vector<Copy>>
      copies_;  ///< by projection: images with a shared kernel that learn
  std::vector<LearningInput*> cores_;
  LearningTraffic traffic_;
  FlitLog* log_ = nullptr;
};

}  // namespace engram::hw
