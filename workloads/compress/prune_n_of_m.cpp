#include <algorithm>
#include <cmath>
#include <tuple>

#include "workloads/compress/prune_choice.hpp"
#include "workloads/compress/weight_places.hpp"

namespace engram::workloads {
namespace {

struct Entry {
  std::uint64_t block = 0;  ///< output, tap and m neighbouring inputs
  bool masked = false;      ///< before: stays pruned
  float magnitude = 0;
  std::uint64_t index = 0;
};

/// Blocks together, in each the ones that stay first: at a tie the higher index, as in the ranked
/// methods the lower one goes first.
bool before(const Entry& a, const Entry& b) {
  return std::make_tuple(a.block, a.masked, b.magnitude, b.index) <
         std::make_tuple(b.block, b.masked, a.magnitude, a.index);
}

void prune_one(const PruneTask& task, const PruneOptions& options) {
  const std::vector<float>& values = weights(task.projection->connection);
  const WeightPlaces places = weight_places(task.projection->connection);
  const std::uint64_t blocks = (places.inputs + options.m - 1) / options.m;
  std::vector<Entry> entries(values.size());
  for (std::uint64_t i = 0; i < values.size(); ++i) {
    const std::uint64_t way = places.output[i] * places.taps + places.tap[i];
    entries[i] = {way * blocks + places.input[i] / options.m, (*task.mask)[i] == 0,
                  std::fabs(values[i]), i};
  }
  std::sort(entries.begin(), entries.end(), before);
  std::uint64_t kept = 0;
  for (std::size_t k = 0; k < entries.size(); ++k) {
    if (k == 0 || entries[k].block != entries[k - 1].block) kept = 0;
    if (kept++ >= options.n) (*task.mask)[entries[k].index] = 0;
  }
}

}  // namespace

void prune_n_of_m(std::span<const PruneTask> tasks, const PruneOptions& options) {
  for (const PruneTask& task : tasks) prune_one(task, options);
}

}  // namespace engram::workloads
