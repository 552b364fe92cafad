#include "workloads/compress/prune_whole.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engram::workloads {

void prune_whole(const PruneTask& task, const std::vector<std::uint64_t>& unit,
                 std::uint64_t units) {
  const std::vector<float>& values = weights(task.projection->connection);
  PruneMask& mask = *task.mask;
  std::vector<double> norm(units, 0.0);
  std::vector<std::uint64_t> open(units, 0);  // weights that are not masked yet
  std::uint64_t masked = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    masked += mask[i] == 0;
    if (mask[i] == 0) continue;
    norm[unit[i]] += std::fabs(static_cast<double>(values[i]));
    ++open[unit[i]];
  }
  std::vector<std::uint64_t> order(units);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint64_t a, std::uint64_t b) { return norm[a] < norm[b]; });
  const double wanted = task.sparsity * static_cast<double>(values.size());
  std::vector<bool> gone(units, false);
  for (const std::uint64_t one : order) {
    const auto more = static_cast<double>(open[one]);
    if (2 * (wanted - static_cast<double>(masked)) < more) break;
    gone[one] = true;
    masked += open[one];
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (gone[unit[i]]) mask[i] = 0;
  }
}

}  // namespace engram::workloads
