#include "workloads/compress/prune.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engram::workloads {

std::vector<PruneMask> prune_masks(const Network& network, const PruneOptions& options,
                                   const std::vector<PruneMask>& before) {
  if (options.method != PruneMethod::magnitude || options.global) {
    throw NetworkFault("pruning: only by magnitude, projection by projection");
  }
  std::vector<PruneMask> masks;
  for (const ProjectionId& id : network.projections()) {
    const Projection& projection = network.graph[id];
    const std::vector<float>& values = weights(projection.connection);
    const auto own = options.projections.find(projection.name);
    const double sparsity = own == options.projections.end() ? options.sparsity : own->second;
    const PruneMask* earlier = before.empty() ? nullptr : &before[masks.size()];
    const auto size = [&](std::size_t k) {
      const bool pruned = earlier != nullptr && !earlier->empty() && (*earlier)[k] == 0;
      return pruned ? -1.0 : std::fabs(static_cast<double>(values[k]));
    };
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return size(a) < size(b); });
    PruneMask mask(values.size(), 1);
    const double count = std::round(sparsity * static_cast<double>(values.size()));
    for (std::size_t k = 0; k < order.size(); ++k) {
      if (static_cast<double>(k) < count || size(order[k]) <= 0) mask[order[k]] = 0;
    }
    masks.push_back(std::move(mask));
  }
  return masks;
}

}  // namespace engram::workloads
