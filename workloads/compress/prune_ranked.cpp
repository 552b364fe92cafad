#include "workloads/compress/prune_ranked.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace engram::workloads {
namespace {

struct Candidate {
  double score = 0;
  std::uint32_t task = 0;
  std::uint64_t index = 0;
  bool zero = false;  ///< goes before any score
};

bool goes_first(const Candidate& a, const Candidate& b) {
  return std::make_tuple(!a.zero, a.score, a.task, a.index) <
         std::make_tuple(!b.zero, b.score, b.task, b.index);
}

}  // namespace

void prune_least(std::span<const PruneTask> tasks, const WeightScore& score) {
  std::vector<Candidate> open;
  std::uint64_t total = 0, masked = 0;
  for (std::uint32_t t = 0; t < tasks.size(); ++t) {
    const Projection& projection = *tasks[t].projection;
    const std::vector<float>& values = weights(projection.connection);
    total += values.size();
    for (std::uint64_t i = 0; i < values.size(); ++i) {
      if ((*tasks[t].mask)[i] == 0) {
        ++masked;
      } else {
        open.push_back({score(projection, i), t, i, values[i] == 0});
      }
    }
  }
  if (total == 0) return;
  const auto wanted =
      static_cast<std::uint64_t>(std::llround(tasks.front().sparsity * static_cast<double>(total)));
  if (wanted <= masked) return;
  const auto end = open.begin() + static_cast<std::ptrdiff_t>(wanted - masked);
  std::nth_element(open.begin(), end, open.end(), goes_first);
  for (auto gone = open.begin(); gone != end; ++gone) (*tasks[gone->task].mask)[gone->index] = 0;
}

}  // namespace engram::workloads
