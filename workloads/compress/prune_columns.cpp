#include "workloads/compress/prune_whole.hpp"
#include "workloads/compress/weight_places.hpp"

namespace engram::workloads {

void prune_columns(std::span<const PruneTask> tasks, const PruneOptions& /*options*/) {
  for (const PruneTask& task : tasks) {
    const WeightPlaces places = weight_places(task.projection->connection);
    prune_whole(task, {places.output.begin(), places.output.end()}, places.outputs);
  }
}

}  // namespace engram::workloads
