#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"

/// Pruning: weights that become 0 and are no synapses any more; nothing else changes.
namespace engram::workloads {

enum class PruneMethod {
  magnitude,  ///< the smallest |w| go (Han et al. 2015)
  random,     ///< by draws keyed by (seed, projection name, index)
  n_of_m,   ///< of m neighbouring inputs of an output, the n largest |w| stay (Mishra et al. 2021);
            ///< of a convolution: m neighbouring input channels of a tap
  rows,     ///< all weights of a presynaptic neuron or input channel, by L1 norm (Li et al. 2017)
  columns,  ///< all weights of a postsynaptic neuron or output channel, by L1 norm
  kernels   ///< convolutions: a kh x kw kernel (out, in), by L1 norm; elsewhere refused
};

/// "magnitude", "random", ... in the order of PruneMethod.
const std::vector<std::string>& prune_method_names();
std::optional<PruneMethod> prune_method_from(const std::string& name);
const char* to_string(PruneMethod method);

struct PruneOptions {
  PruneMethod method = PruneMethod::magnitude;
  double sparsity = 0;     ///< share of all weights that are 0 afterwards, [0, 1)
  bool global = false;     ///< magnitude, random: one choice among all projections together
  unsigned n = 2, m = 4;   ///< n_of_m, 1 <= n < m; then sparsity is not read
  std::uint64_t seed = 1;  ///< random
  /// Own sparsity; these take no part in a global choice. With n_of_m only 0, which leaves alone.
  std::map<std::string, double> projections = {};
};

/// Of one projection, parallel to its weights: 0 where it is pruned. Empty: keeps all.
using PruneMask = std::vector<std::uint8_t>;

struct PruneReport {
  std::string projection;
  std::uint64_t weights = 0, zeros_before = 0, pruned = 0;  ///< pruned: were not 0 before
};

/// Masks by index of Network::projections(). A weight that is 0 already counts as pruned and goes
/// first. `before` (masks of an earlier call, or empty) stays pruned, so masks nest while sparsity
/// rises. Ties go by index: the same network and options give the same masks. Exactly
/// round(sparsity x weights) are 0 for magnitude and random (more only where `before` has more);
/// rows, columns and kernels take whole ones, as many as come nearest to sparsity x weights.
/// Throws NetworkFault with all faults: options out of range, unknown names, kernels of no
/// convolution, weights that are not finite, masks of another size.
std::vector<PruneMask> prune_masks(const Network& network, const PruneOptions& options,
                                   const std::vector<PruneMask>& before = {});

/// Makes the weights (and levels and codes of a quantized projection) outside the masks 0.
/// Thresholds, scales and units stay. Precondition: masks of this network, empty or one a weight.
std::vector<PruneReport> apply_masks(Network& network, const std::vector<PruneMask>& masks);

}  // namespace engram::workloads
