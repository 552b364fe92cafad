#pragma once

#include <cstdint>

#include "memory/encoding.hpp"

/// Large matrices laid out and counted range by range of their rows, so that never more than a
/// range is there: a SynapseMatrix takes eight bytes a synapse. The shape of such a matrix is one
/// without synapses.
namespace engram {

/// Writes rows [first_row, first_row + rows.rows) of a crossbar that encode() made from the shape.
/// Precondition: Layout::standard, no shared kernel.
void write_crossbar_rows(const SynapseMatrix& rows, std::uint32_t first_row, MemoryImage& image);

/// What packed_bits asks of the synapses of a matrix that is no convolution.
struct SynapseCounts {
  std::uint64_t synapses = 0;
  std::uint64_t fillers = 0;  ///< of run_length
  void add(const SynapseMatrix& rows, unsigned run_bits);
};
/// packed_bits() of a matrix of this shape. Precondition: `counts` is of choice's run_bits.
std::uint64_t packed_bits(const SynapseMatrix& shape, const SynapseCounts& counts,
                          const EncodingChoice& choice);

}  // namespace engram
