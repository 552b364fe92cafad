#include <algorithm>

#include "hw/core/core_activity.hpp"
#include "hw/core/routing_tables.hpp"
#include "hw/learning/learning_activity.hpp"
#include "hw/learning/learning_stages.hpp"

namespace engram::hw {
namespace {

/// The accesses of one region: forward, and where the projection learns backward (rules with
/// errors) and by updates.
void add_accesses(const ChipSpec& spec, const ImageSpec& image, const Region& region,
                  const CoreCounts& core, const LearningCounts* learning, std::size_t index,
                  std::vector<MemoryAccesses>& accesses) {
  const std::string name = image.projection + "." + region.name;
  const Part part = region_part(region.kind);
  const auto kind = static_cast<std::size_t>(region.kind);
  accesses.push_back({name, part, core.images[index].words[kind], 0});
  if (spec.dram) accesses.push_back({name + ".load", part, 0, core.loads * region.data.words()});
  if (!learns(spec, image)) return;
  const LearningImageCounts& more = learning->images[index];
  if (spec.learning->rule != LearningRule::stdp) {
    accesses.push_back({name + ".backward", part, more.backward[kind], 0});
  }
  accesses.push_back({name + ".update", part, more.update_reads[kind], more.update_writes[kind]});
  if (spec.learning->zero_weights == ZeroWeights::keep) return;
  accesses.push_back(
      {name + ".reencode", part, more.reencode_reads[kind], more.reencode_writes[kind]});
}

/// One memory a region of each image.
void add_separate(const ChipSpec& spec, std::uint32_t index, const CoreCounts& counts,
                  const LearningCounts* learning, Activity& activity) {
  const CoreSpec& core = spec.cores[index];
  for (std::size_t image = 0; image < core.images.size(); ++image) {
    for (const Region& region : core.images[image].image->regions) {
      if (region.data.words() == 0) continue;
      const MemoryShape shape{region.data.words(), region.data.word_bits(), spec.banks, spec.ports,
                              false};
      activity.memories.push_back(
          {core_block(index), core.images[image].projection + "." + region.name, shape, {}});
      add_accesses(spec, core.images[image], region, counts, learning, image,
                   activity.memories.back().accesses);
    }
  }
}

/// All regions of a core in one memory.
void add_shared(const ChipSpec& spec, std::uint32_t index, const CoreCounts& counts,
                const LearningCounts* learning, Activity& activity) {
  MemoryActivity memory{
      core_block(index), "synapse_memory", MemoryShape{0, 0, spec.banks, spec.ports, false}, {}};
  const CoreSpec& core = spec.cores[index];
  for (std::size_t image = 0; image < core.images.size(); ++image) {
    for (const Region& region : core.images[image].image->regions) {
      if (region.data.words() == 0) continue;
      memory.shape.words += region.data.words();
      memory.shape.word_bits = region.data.word_bits();
      add_accesses(spec, core.images[image], region, counts, learning, image, memory.accesses);
    }
  }
  if (memory.accesses.empty()) return;
  if (spec.sizing == Sizing::fixed) memory.shape.words = spec.fixed_synapse_words;
  activity.memories.push_back(std::move(memory));
}

/// State records and accumulators.
void add_state(const ChipSpec& spec, std::uint32_t index, const CoreCounts& counts,
               Activity& activity) {
  const CoreSpec& core = spec.cores[index];
  unsigned bits = 0;
  for (const SliceSpec& slice : core.slices) bits = std::max(bits, slice.record_bits);
  Count accesses = 0;
  for (const SliceCounts& slice : counts.slices) accesses += slice.stepped + slice.flushed;
  Count additions = 0;
  for (const ImageCounts& image : counts.images) additions += image.additions;
  const std::string block = core_block(index);
  activity.memories.push_back({block,
                               "state",
                               MemoryShape{neuron_depth(spec, core), bits, 1, spec.ports, false},
                               {{"state", Part::state_memory, accesses, accesses},
                                {"state.reset", Part::state_memory, 0, counts.state_resets}}});
  activity.memories.push_back(
      {block,
       "accumulator",
       accumulator_shape(spec, core),
       {{"accumulator", Part::state_memory, additions, additions},
        {"accumulator.drain", Part::state_memory, counts.drain_reads, counts.drain_writes}}});
}

void add_table(const ChipSpec& spec, std::uint32_t index, const std::string& name,
               const TableShape& table, Count reads, Count loads, Activity& activity) {
  if (table.records == 0) return;
  activity.memories.push_back({core_block(index),
                               name,
                               MemoryShape{table.words(), table.word_bits, 1, 1, false},
                               {{name, Part::routing_memory, reads, 0}}});
  if (!spec.dram) return;
  activity.memories.back().accesses.push_back(
      {name + ".load", Part::routing_memory, 0, loads * table.words()});
}

}  // namespace

/// A codebook holds the weights themselves; what leads to one (pointers, bitmaps, axon types) is
/// metadata.
Part region_part(RegionKind kind) {
  const bool weights = kind == RegionKind::weights || kind == RegionKind::codebook;
  return weights ? Part::weight_memory : Part::metadata_memory;
}

std::string core_block(std::uint32_t core) {
  return "core" + std::to_string(core);
}

std::uint64_t neuron_depth(const ChipSpec& spec, const CoreSpec& core) {
  return spec.sizing == Sizing::fixed ? spec.neuron_capacity : local_neurons(core);
}

MemoryShape accumulator_shape(const ChipSpec& spec, const CoreSpec& core) {
  unsigned bits = core.images.empty() ? spec.accumulator_bits : 0;
  for (const ImageSpec& image : core.images) {
    const bool real = image.image->format.kind == WeightKind::float32;
    bits = std::max(bits, real ? 32u : spec.accumulator_bits);
  }
  // In SRAM, as many additions a cycle as lanes need as many banks.
  const unsigned banks = spec.accumulator_in_sram ? spec.lanes : 1;
  return {neuron_depth(spec, core), bits, banks, 1, !spec.accumulator_in_sram};
}

void add_core_memories(const ChipSpec& spec, std::uint32_t core, const CoreCounts& counts,
                       const LearningCounts* learning, Activity& activity) {
  if (spec.shared_macros || spec.sizing == Sizing::fixed) {
    add_shared(spec, core, counts, learning, activity);
  } else {
    add_separate(spec, core, counts, learning, activity);
  }
  add_state(spec, core, counts, activity);
  add_table(spec, core, "destination_table", destination_table(spec, core),
            counts.destination_reads, counts.loads, activity);
  add_table(spec, core, "axon_table", axon_table(spec.cores[core]), counts.axon_reads, counts.loads,
            activity);
  if (learning != nullptr) add_learning_memories(spec, core, *learning, activity);
}

}  // namespace engram::hw
