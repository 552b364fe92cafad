#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"

/// Pruning: weights that become 0 and are no synapses any more; nothing else changes.
namespace engram::workloads {

enum class PruneMethod {
  magnitude,  ///< the smallest |w| go (Han et al. 2015)
  random,     ///< by draws keyed by (seed, projection name, index)
  n_of_m,   ///< of m neighbouring inputs of an output, the n largest |w| stay (Mishra et al. 2021)
  rows,     ///< all weights of a presynaptic neuron or input channel, by L1 norm
  columns,  ///< all weights of a postsynaptic neuron or output channel, by L1 norm
  kernels   ///< convolutions: a kh x kw kernel (out, in); elsewhere refused
};

struct PruneOptions {
  PruneMethod method = PruneMethod::magnitude;
  double sparsity = 0;     ///< share of all weights that are 0 afterwards, [0, 1)
  bool global = false;     ///< magnitude, random: one choice among all projections together
  unsigned n = 2, m = 4;   ///< n_of_m; then sparsity is not read
  std::uint64_t seed = 1;  ///< random
  std::map<std::string, double> projections;  ///< own sparsity; these take no part in a global one
};

/// Of one projection, parallel to its weights: 0 where it is pruned. Empty: keeps all.
using PruneMask = std::vector<std::uint8_t>;

struct PruneReport {
  std::string projection;
  std::uint64_t weights = 0, zeros_before = 0, pruned = 0;  ///< pruned: were not 0 before
};

/// Masks by index of Network::projections(). A weight that is 0 already counts as pruned and goes
/// first. `before` (masks of an earlier call, or empty) stays pruned. Ties go by index: the same
/// network and options give the same masks. Exactly round(sparsity x weights) are 0 for magnitude
/// and random; rows, columns and kernels take whole ones up to the nearest count. Throws
/// NetworkFault with all faults: options out of range, unknown names, kernels of no convolution,
/// weights that are not finite, codebooks.
std::vector<PruneMask> prune_masks(const Network& network, const PruneOptions& options,
                                   const std::vector<PruneMask>& before = {});

/// Makes the weights (and levels of a quantized projection) outside the masks 0.
std::vector<PruneReport> apply_masks(Network& network, const std::vector<PruneMask>& masks);

}  // namespace engram::workloads
