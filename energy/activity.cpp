#include "energy/activity.hpp"

#include <stdexcept>
#include <utility>

namespace engram {
namespace {

[[noreturn]] void refuse(const std::string& what) {
  throw std::invalid_argument("activities of different chips cannot be added: " + what);
}

void require_same(const std::string& what, const std::string& first, const std::string& second) {
  if (first != second) refuse(what + " '" + first + "' against '" + second + "'");
}

void require_same(const std::string& what, bool same) {
  if (!same) refuse(what + " differs");
}

void require_sizes(const std::string& what, std::size_t first, std::size_t second) {
  if (first != second) {
    refuse(std::to_string(first) + " against " + std::to_string(second) + " " + what);
  }
}

void check_memory(const MemoryActivity& first, const MemoryActivity& second) {
  const std::string name = first.block + "/" + first.name;
  require_same("memory", name, second.block + "/" + second.name);
  require_same("shape of memory " + name, first.shape == second.shape);
  require_sizes("regions of memory " + name, first.accesses.size(), second.accesses.size());
  for (std::size_t at = 0; at < first.accesses.size(); ++at) {
    require_same("region of memory " + name, first.accesses[at].region, second.accesses[at].region);
    require_same("part of region " + first.accesses[at].region,
                 first.accesses[at].part == second.accesses[at].part);
  }
}

std::string key(const LogicActivity& logic) {
  return logic.block + "/" + logic.unit + " " + logic.operation + "/" + logic.variant + " at " +
         std::to_string(logic.bits) + " bits, " + std::to_string(logic.instances) + " copies";
}

std::string key(const ClockActivity& clock) {
  return clock.block + "/" + clock.unit + ", " + std::to_string(clock.flip_flops) + " flip-flops";
}

void check(const Activity& first, const Activity& second) {
  require_same("clock period", first.clock_period_ps == second.clock_period_ps);
  require_sizes("memories", first.memories.size(), second.memories.size());
  require_sizes("lines of logic", first.logic.size(), second.logic.size());
  require_sizes("clocked blocks", first.clocks.size(), second.clocks.size());
  for (std::size_t at = 0; at < first.memories.size(); ++at) {
    check_memory(first.memories[at], second.memories[at]);
  }
  for (std::size_t at = 0; at < first.logic.size(); ++at) {
    require_same("logic", key(first.logic[at]), key(second.logic[at]));
    require_same("part of " + key(first.logic[at]), first.logic[at].part == second.logic[at].part);
  }
  for (std::size_t at = 0; at < first.clocks.size(); ++at) {
    require_same("clock", key(first.clocks[at]), key(second.clocks[at]));
  }
}

void add(Count& into, Count more) {
  if (__builtin_add_overflow(into, more, &into)) {
    throw std::overflow_error("a count of the summed activities does not fit 64 bits");
  }
}

}  // namespace

void add(Activity& into, const Activity& more) {
  check(into, more);
  Activity sum = into;
  for (std::size_t at = 0; at < sum.memories.size(); ++at) {
    for (std::size_t region = 0; region < sum.memories[at].accesses.size(); ++region) {
      add(sum.memories[at].accesses[region].reads, more.memories[at].accesses[region].reads);
      add(sum.memories[at].accesses[region].writes, more.memories[at].accesses[region].writes);
    }
  }
  for (std::size_t at = 0; at < sum.logic.size(); ++at) {
    add(sum.logic[at].count, more.logic[at].count);
  }
  for (std::size_t at = 0; at < sum.clocks.size(); ++at) {
    add(sum.clocks[at].cycles, more.clocks[at].cycles);
  }
  add(sum.cycles_on, more.cycles_on);
  into = std::move(sum);
}

const char* to_string(Part part) {
  switch (part) {
    case Part::compute:
      return "compute";
    case Part::controller:
      return "controller";
    case Part::weight_memory:
      return "weight_memory";
    case Part::metadata_memory:
      return "metadata_memory";
    case Part::state_memory:
      return "state_memory";
    case Part::routing_memory:
      return "routing_memory";
    case Part::noc:
      return "noc";
    case Part::clock:
      return "clock";
    case Part::leakage:
      return "leakage";
  }
  throw std::invalid_argument("no part " + std::to_string(static_cast<int>(part)));
}

}  // namespace engram
