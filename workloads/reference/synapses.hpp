#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "workloads/network/projection.hpp"

/// From spikes of a source population to the accumulators of a target population, through one
/// projection. Written from the definitions (DESIGN 5 and 10, memory/synapse_matrix.hpp), not on
/// top of rewrite_address or for_each_synapse: mapping uses those.
namespace engram::workloads::reference {

/// Weighted input of a population in one timestep. One of the two is used: float32 weights add up
/// in `real`, levels exactly in `whole`.
struct Accumulators {
  std::vector<double> real;
  std::vector<std::int64_t> whole;
};

/// Spikes at each input of the connection, from spikes at each source neuron: sum pooling adds up
/// what a window holds. Inputs that several spikes reach have one count.
std::vector<std::uint64_t> pooled(const std::vector<AddressStage>& stages,
                                  std::vector<std::uint64_t> counts);

/// Where the place `at` on one axis of a map is read from: output `position`, by kernel tap `tap`.
struct Reading {
  std::uint32_t position = 0, tap = 0;
};

class Synapses {
 public:
  /// `projection` must outlive this.
  explicit Synapses(const Projection& projection);

  /// Adds count times weight for every synapse of every input, ascending by input. Returns the
  /// synaptic operations: unit events over synapses whose weight (or level) is not 0.
  std::uint64_t deliver(const std::vector<std::uint64_t>& counts, Accumulators& into) const;

  /// Calls `each(target, weight index)` for every synapse of one connection input, ascending by
  /// target; stored zeros included.
  void visit(std::uint32_t input,
             const std::function<void(std::uint64_t target, std::uint64_t weight)>& each) const;

 private:
  template <class Visit>
  void for_each_of(std::uint32_t input, Visit visit) const;
  template <class Visit>
  void for_each_of(const Conv2d& conv, std::uint32_t input, Visit visit) const;

  const Projection& projection_;
  bool quantized_ = false;
  std::vector<std::vector<Reading>> rows_, columns_;  ///< convolutions: by y, by x
};

}  // namespace engram::workloads::reference
