#include <cmath>

#include "workloads/compress/prune_ranked.hpp"

namespace engram::workloads {

void prune_by_magnitude(std::span<const PruneTask> tasks, const PruneOptions& /*options*/) {
  prune_least(tasks, [](const Projection& projection, std::size_t index) {
    return std::fabs(static_cast<double>(weights(projection.connection)[index]));
  });
}

}  // namespace engram::workloads
