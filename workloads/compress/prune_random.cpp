#include "workloads/compress/prune_ranked.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {

// A weight's draw does not depend on how many others there are, so a higher sparsity takes more of
// the same order.
void prune_at_random(std::span<const PruneTask> tasks, const PruneOptions& options) {
  const std::uint64_t purpose = hash_name("prune");
  prune_least(tasks, [&](const Projection& projection, std::size_t index) {
    return random_unit(options.seed, purpose, hash_name(projection.name), index);
  });
}

}  // namespace engram::workloads
