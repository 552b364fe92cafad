#pragma once

#include "memory/encoding.hpp"

/// Layouts: each turns a matrix (unrolled synapses, or a kernel) into regions. `image` arrives with
/// format and organisation set; the layout adds field widths and regions.
namespace engram {

void lay_out_crossbar(const SynapseMatrix& matrix, const Organisation& organisation,
                      MemoryImage& image);
void lay_out_index(const SynapseMatrix& matrix, const Organisation& organisation,
                   MemoryImage& image);
void lay_out_bitmap(const SynapseMatrix& matrix, const Organisation& organisation,
                    MemoryImage& image);
/// In the mode of the organisation. Precondition: the matrix is a kernel.
void lay_out_functional(const SynapseMatrix& matrix, const Organisation& organisation,
                        MemoryImage& image);
void lay_out_run_length(const SynapseMatrix& matrix, const Organisation& organisation,
                        MemoryImage& image);

/// Where the weights of an `index` image lie: row r has its first at row_start[r] + offset, one
/// every `step` bits.
struct WeightPlaces {
  const std::vector<std::uint64_t>& row_start;
  unsigned offset, step;
};
/// Adds column pointers and a reverse list to an `index` image. Precondition: `pointer_bits` is
/// set.
void lay_out_reverse(const SynapseMatrix& matrix, const WeightPlaces& weights,
                     const Organisation& organisation, MemoryImage& image);

/// Adds the tables of a codebook, and axon types where they name entries, to an image of any
/// encoding. Precondition: the matrix has a codebook.
void lay_out_codebook(const SynapseMatrix& matrix, const Organisation& organisation,
                      MemoryImage& image);

/// A region of `payload_bits` bits, zeros, filled up to whole words (at least one word).
Region make_region(RegionKind kind, const char* name, std::uint64_t payload_bits,
                   unsigned word_bits);

/// `bits` rounded up to a word unless rows are packed.
std::uint64_t row_bits(std::uint64_t bits, const Organisation& organisation);

}  // namespace engram
