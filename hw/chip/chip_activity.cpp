#include "hw/chip/chip_activity.hpp"

#include <utility>

#include "hw/chip/reused_cores.hpp"
#include "hw/core/core_activity.hpp"
#include "hw/learning/learning_activity.hpp"
#include "hw/noc/make_topology.hpp"

namespace engram::hw {
namespace {

/// Clocks of a core: its pipeline while it works, and the accumulators where they are registers.
/// Gated, a write clocks the entry that it writes and no other, as a register file with write
/// enables does; ungated, every flip-flop runs all the time.
void add_core_clocks(const ChipSpec& spec, std::uint32_t core, const ChipCounts& chip,
                     Activity& activity) {
  const CoreCounts& counts = chip.cores[core];
  const MemoryShape accumulator = accumulator_shape(spec, spec.cores[core]);
  const std::uint64_t entry = accumulator.registers ? accumulator.word_bits : 0;
  Count writes = counts.drain_writes;
  for (const ImageCounts& image : counts.images) writes += image.additions;
  activity.clocks.push_back({core_block(core), kCoreFlipFlops,
                             spec.clock_gating ? counts.busy_cycles : chip.cycles, "pipeline"});
  activity.clocks.push_back({core_block(core),
                             spec.clock_gating ? entry : entry * accumulator.words,
                             spec.clock_gating ? writes : chip.cycles, "accumulators"});
}

void add_noc(const ChipSpec& spec, const ChipCounts& counts, Activity& activity) {
  activity.logic.push_back({"noc", to_string(spec.noc.topology), Part::noc, "noc_hop", "",
                            kFlitBits, routers_in_use(spec).size(), counts.noc.hops});
  // Gated, a hop clocks the one buffer that takes the flit; else all buffers run all the time.
  const std::uint64_t buffers = spec.clock_gating ? 1 : router_buffers(spec);
  activity.clocks.push_back({"noc", buffers * kFlitBits,
                             spec.clock_gating ? counts.noc.hops : counts.cycles,
                             "router buffers"});
}

/// DRAM is another chip: moved bits and opened rows cost, its area and its rest are not ours.
void add_dram(const std::vector<DramLine>& lines, Activity& activity) {
  const auto add = [&](const char* operation, const DramLine& line, Count count) {
    activity.logic.push_back({"dram", line.name, line.part, operation, "", 1, 0, count});
  };
  for (const DramLine& line : lines) {
    add("dram_bit", line, line.counts.bits_read + line.counts.bits_written);
    add("dram_row_miss", line, line.counts.row_misses);
  }
}

void add_core(const ChipSpec& spec, std::uint32_t core, const ChipCounts& counts,
              Activity& activity) {
  const LearningCounts* const learning = spec.learning ? &counts.learning[core] : nullptr;
  add_core_memories(spec, core, counts.cores[core], learning, activity);
  add_core_logic(spec, core, counts.cores[core], activity);
  if (learning != nullptr) add_learning_logic(spec, core, *learning, activity);
  add_core_clocks(spec, core, counts, activity);
  if (learning != nullptr) add_learning_clock(spec, core, *learning, activity);
}

}  // namespace

ChipCounts idle_counts(const ChipSpec& spec) {
  ChipCounts counts;
  if (spec.dram) counts.dram = DramPort(spec).lines();
  for (const CoreSpec& core : spec.cores) {
    counts.cores.emplace_back();
    counts.cores.back().images.resize(core.images.size());
    counts.cores.back().slices.resize(core.slices.size());
    if (!spec.learning) continue;
    counts.learning.emplace_back();
    counts.learning.back().images.resize(core.images.size());
    counts.learning.back().slices.resize(core.slices.size());
  }
  return counts;
}

Activity chip_activity(const ChipSpec& spec, const ChipCounts& counts) {
  Activity activity;
  ReusedCores machine(spec, activity);
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
    if (!spec.dram) {
      add_core(spec, core, counts, activity);
      continue;
    }
    Activity layer;
    add_core(spec, core, counts, layer);
    machine.join(core, std::move(layer));
  }
  add_noc(spec, counts, activity);
  if (spec.learning) add_learning_noc(spec, counts.learning_traffic, activity);
  add_dram(counts.dram, activity);
  activity.cycles_on = counts.cycles;
  activity.clock_period_ps = spec.clock_period_ps;
  return activity;
}

}  // namespace engram::hw
