#include "workloads/compress/prune_whole.hpp"
#include "workloads/compress/weight_places.hpp"

namespace engram::workloads {

void prune_rows(std::span<const PruneTask> tasks, const PruneOptions& /*options*/) {
  for (const PruneTask& task : tasks) {
    const WeightPlaces places = weight_places(task.projection->connection);
    prune_whole(task, {places.input.begin(), places.input.end()}, places.inputs);
  }
}

}  // namespace engram::workloads
