#pragma once

#include <cstdint>

#include "hw/chip/chip_spec.hpp"

/// Shapes of the routing memories (DESIGN definition 11).
namespace engram::hw {

/// max(1, ceil(log2 x)): bits that tell x values apart.
unsigned field_bits(std::uint64_t values);

struct TableShape {
  std::uint64_t records = 0;  ///< 0: the core has no such table
  std::uint64_t words_per_record = 1;
  unsigned word_bits = 0;
  std::uint64_t words() const { return records * words_per_record; }
};

/// One record an arriving (source neuron), wide enough for the most entries of any record, an entry
/// being {image, row}. Records beyond 256 bits are split over equal words.
TableShape axon_table(const CoreSpec& core);

/// For each local neuron as many records as the neuron with most destinations needs, a record being
/// {valid, core, record of its axon table}.
TableShape destination_table(const ChipSpec& spec, std::uint32_t core);

/// Neurons that live on the core.
std::uint64_t local_neurons(const CoreSpec& core);

}  // namespace engram::hw
