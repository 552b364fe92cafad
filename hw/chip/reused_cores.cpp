#include "hw/chip/reused_cores.hpp"

#include <algorithm>

#include "hw/core/core_activity.hpp"
#include "hw/noc/make_topology.hpp"

namespace engram::hw {

void ReusedCores::join(std::uint32_t core, Activity layer) {
  const std::string block = core_block(router_of(spec_, spec_.cores[core]));
  for (MemoryActivity& memory : layer.memories) {
    memory.block = block;
    join(std::move(memory));
  }
  for (LogicActivity& logic : layer.logic) {
    logic.block = block;
    join(std::move(logic));
  }
  for (ClockActivity& clock : layer.clocks) {
    clock.block = block;
    join(clock);
  }
}

void ReusedCores::join(MemoryActivity memory) {
  const auto [known, fresh] =
      memories_.try_emplace({memory.block, memory.name}, machine_.memories.size());
  if (fresh) {
    machine_.memories.push_back(std::move(memory));
    return;
  }
  MemoryActivity& into = machine_.memories[known->second];
  into.shape.words = std::max(into.shape.words, memory.shape.words);
  into.shape.word_bits = std::max(into.shape.word_bits, memory.shape.word_bits);
  for (MemoryAccesses& accesses : memory.accesses) {
    const auto same =
        std::find_if(into.accesses.begin(), into.accesses.end(),
                     [&](const MemoryAccesses& other) { return other.region == accesses.region; });
    if (same == into.accesses.end()) {
      into.accesses.push_back(std::move(accesses));
    } else {
      same->reads += accesses.reads;
      same->writes += accesses.writes;
    }
  }
}

void ReusedCores::join(LogicActivity logic) {
  const bool has_copies = logic.instances > 0;
  if (has_copies &&
      !logic_.insert({logic.block, logic.operation, logic.variant, logic.bits}).second) {
    logic.instances = 0;  // a layer before has brought them
  }
  machine_.logic.push_back(std::move(logic));
}

/// Gated, cycles are those in which something was done, and add up; else those of the chip.
void ReusedCores::join(const ClockActivity& clock) {
  const auto [known, fresh] =
      clocks_.try_emplace({clock.block, clock.unit}, machine_.clocks.size());
  if (fresh) {
    machine_.clocks.push_back(clock);
    return;
  }
  ClockActivity& into = machine_.clocks[known->second];
  into.flip_flops = std::max(into.flip_flops, clock.flip_flops);
  if (spec_.clock_gating) into.cycles += clock.cycles;
}

}  // namespace engram::hw
