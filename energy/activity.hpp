#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "energy/units.hpp"

/// What a simulated chip did, in integers: the one thing that hardware hands to accounting.
/// Nothing here knows a price. One activity can be priced with any number of tables.
namespace engram {

/// The part of the headline figures that a line belongs to; every line belongs to exactly one.
enum class Part {
  compute,          ///< accumulate, multiply, neuron update
  controller,       ///< synapse-memory controllers (rows, words, addresses)
  weight_memory,    ///< weights, and lists of {target, weight}
  metadata_memory,  ///< row pointers, bitmaps, target lists kept apart
  state_memory,     ///< neuron state records and accumulators
  routing_memory,   ///< destination and axon tables
  noc,
  clock,
  leakage
};
inline constexpr int kParts = 9;
const char* to_string(Part part);

/// Shape of one memory as the organisation asks for it, before macros are chosen.
struct MemoryShape {
  std::uint64_t words = 0;  ///< depth of the whole memory, all banks together
  unsigned word_bits = 0;   ///< bits of one access
  unsigned banks = 1;       ///< words are interleaved over banks
  unsigned ports = 1;       ///< 1: single port; 2: dual port
  bool registers = false;   ///< kept in flip-flops instead of SRAM; banks do not matter then
  friend bool operator==(const MemoryShape&, const MemoryShape&) = default;
};

/// Reads and writes of one region (or use) of a memory.
struct MemoryAccesses {
  std::string region;  ///< e.g. "conv1.pointers", "state", "state.reset"
  Part part = Part::weight_memory;
  Count reads = 0;
  Count writes = 0;
};

/// One physical memory. Regions that share a macro are several accesses of one memory.
struct MemoryActivity {
  std::string block;  ///< e.g. "core3"
  std::string name;   ///< e.g. "conv1.weights"
  MemoryShape shape;
  std::vector<MemoryAccesses> accesses;
};

/// One kind of logic in one block: `count` operations on `instances` copies of the hardware.
struct LogicActivity {
  std::string block;  ///< e.g. "core3", "noc"
  std::string unit;   ///< e.g. "conv1.accumulate"
  Part part = Part::compute;
  std::string operation;  ///< table key, e.g. "accumulate", "neuron_update", "noc_hop"
  std::string variant;    ///< table key: "int", "float32", an encoding, "if", "lif/float32", ...
  unsigned bits = 0;      ///< operand width
  std::uint64_t instances = 0;  ///< copies, for area, leakage (0: they stand in another row)
  Count count = 0;
};

/// Flip-flops that are clocked while their block is on.
struct ClockActivity {
  std::string block;
  std::uint64_t flip_flops = 0;
  Count cycles = 0;  ///< cycles in which the clock reached them
  std::string unit;  ///< which of the block's flip-flops, e.g. "pipeline"
};

struct Activity {
  std::vector<MemoryActivity> memories;
  std::vector<LogicActivity> logic;
  std::vector<ClockActivity> clocks;
  Count cycles_on = 0;                ///< cycles during which the memories leak
  std::uint64_t clock_period_ps = 0;  ///< picoseconds a cycle
};

/// Sums the counts, cycles and time of two activities of the same chip (samples of one run).
/// Throws std::invalid_argument, `into` unchanged, unless both have the same lines in the same
/// order and the same clock period; std::overflow_error where a sum leaves 64 bits.
void add(Activity& into, const Activity& more);

}  // namespace engram
