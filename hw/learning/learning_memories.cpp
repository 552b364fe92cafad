#include <algorithm>

#include "hw/core/core_activity.hpp"
#include "hw/core/routing_tables.hpp"
#include "hw/learning/learning_activity.hpp"
#include "hw/learning/learning_stages.hpp"
#include "hw/learning/synaptic_rule.hpp"
#include "memory/encoding.hpp"
#include "memory/learning_controller.hpp"

namespace engram::hw {
namespace {

constexpr unsigned kWidestSum = 64;

struct Sizes {
  std::uint64_t trace_rows = 0, sum_rows = 0, kernel_weights = 0;
  std::uint32_t targets = 1;  ///< most of an image that shares a kernel
};

Sizes sizes_of(const ChipSpec& spec, const CoreSpec& core) {
  Sizes sizes;
  for (const ImageSpec& image : core.images) {
    if (!learns(spec, image)) continue;
    sizes.trace_rows += image.image->rows;
    if (sends_errors_back(spec, image)) sizes.sum_rows += image.image->rows;
    if (image.image->sharing != Sharing::kernel) continue;
    sizes.kernel_weights += kernel_weights(*image.image).size();
    sizes.targets = std::max(sizes.targets, image.image->targets);
  }
  return sizes;
}

/// Errors of neurons, and partial sums by row: a sum of addends, each times an error.
void add_errors(const ChipSpec& spec, std::uint32_t core, const Sizes& sizes,
                const LearningCounts& counts, Activity& activity) {
  const LearningSpec& learning = *spec.learning;
  const unsigned bits = std::min(kWidestSum, learning.error_bits + spec.accumulator_bits);
  const std::uint64_t words = neuron_depth(spec, spec.cores[core]) + sizes.sum_rows;
  activity.memories.push_back(
      {core_block(core),
       "error",
       MemoryShape{words, bits, 1, spec.ports, false},
       {{"error", Part::state_memory, counts.error.reads, counts.error.writes},
        {"error.sums", Part::state_memory, counts.error_sums.reads, counts.error_sums.writes}}});
  if (sizes.kernel_weights > 0) {
    const unsigned sum = learning.error_bits + learning.trace_bits + field_bits(sizes.targets);
    activity.memories.push_back(
        {core_block(core),
         "gradient",
         MemoryShape{sizes.kernel_weights, std::min(kWidestSum, sum), 1, spec.ports, false},
         {{"gradient", Part::state_memory, counts.gradient.reads, counts.gradient.writes}}});
  }
  if (sizes.sum_rows == 0) return;
  const TableShape axons = axon_table(spec.cores[core]);
  std::uint32_t neurons = 0;
  for (const PopulationSpec& population : spec.populations) {
    neurons = std::max(neurons, population.neurons);
  }
  const unsigned source = field_bits(spec.cores.size()) + field_bits(neurons);
  for (MemoryActivity& memory : activity.memories) {
    if (memory.block != core_block(core) || memory.name != "axon_table") continue;
    memory.accesses.push_back({"axon_table.backward", Part::routing_memory, counts.axon_reads, 0});
  }
  activity.memories.push_back({core_block(core),
                               "source_table",
                               MemoryShape{axons.records, source, 1, 1, false},
                               {{"source_table", Part::routing_memory, counts.source_reads, 0}}});
}

void add_histories(const ChipSpec& spec, std::uint32_t core, unsigned bits,
                   const LearningCounts& counts, Activity& activity) {
  activity.memories.push_back(
      {core_block(core),
       "history",
       MemoryShape{neuron_depth(spec, spec.cores[core]), bits, 1, spec.ports, false},
       {{"history", Part::state_memory, counts.history.reads, counts.history.writes},
        {"history.update", Part::state_memory, counts.history_updates.reads, 0},
        {"history.reset", Part::state_memory, 0, counts.history_resets}}});
}

}  // namespace

void add_learning_memories(const ChipSpec& spec, std::uint32_t core, const LearningCounts& counts,
                           Activity& activity) {
  const Sizes sizes = sizes_of(spec, spec.cores[core]);
  if (sizes.trace_rows == 0) return;
  const auto rule = make_rule(*spec.learning);
  const unsigned bits = rule->presynaptic_bits();
  activity.memories.push_back(
      {core_block(core),
       "trace",
       MemoryShape{sizes.trace_rows, bits, 1, spec.ports, false},
       {{"trace", Part::state_memory, counts.trace.reads, counts.trace.writes},
        {"trace.update", Part::state_memory, counts.trace_updates.reads, 0},
        {"trace.reset", Part::state_memory, 0, counts.trace_resets}}});
  if (rule->has_errors()) {
    add_errors(spec, core, sizes, counts, activity);
  } else {
    add_histories(spec, core, bits, counts, activity);
  }
}

}  // namespace engram::hw
