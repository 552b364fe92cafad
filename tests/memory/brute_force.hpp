#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "memory/encoding.hpp"

/// What one event must cost, worked out from the definitions alone: the bit ranges that it reads,
/// counted in words. Shares no code with memory/.
namespace engram::brute_force {

/// Targets and codes of every row, as they are stored.
struct StoredRows {
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> rows;
  std::uint32_t targets = 0;
  std::vector<std::uint32_t> slots;  ///< kernels: targets that each row really has
  unsigned weight_bits = 0;
  std::uint64_t stored() const;
};

/// Rows of the kernel that one event reads: row -> {first, last} target of the row it wants.
using Taps = std::map<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>>;

/// What a word belongs to.
enum Part {
  kPointers,
  kMetadata,
  kWeights,
  kAxonTypes,
  kCodebook,
  kReversePointers,
  kReverseList,
  kRowBuffer,
  kParts
};

/// max(1, ceil(log2 x)), counted up.
unsigned bits_to_tell(std::uint64_t x);

struct Cost {
  /// by Part
  std::array<std::uint64_t, kParts> words{};
  std::uint64_t delivered = 0;  ///< stored zeros included
  std::uint64_t skipped = 0;    ///< run_length: entries read and not delivered
};

StoredRows unrolled(const SynapseMatrix& matrix);
Taps whole_row(const StoredRows& rows, std::uint64_t row);

/// The kernel slice and the taps of one axon, by enumeration of the outputs of the slice.
StoredRows kernel(const SynapseMatrix& matrix);
Taps taps(const SynapseMatrix& matrix, std::uint32_t axon);

Cost cost(const StoredRows& rows, const Taps& taps, const EncodingChoice& choice);

/// DESIGN section 2, packed rows, reverse regions left out.
std::uint64_t formula(const StoredRows& rows, const EncodingChoice& choice);

/// What a codebook adds to an event on `row` of the unrolled matrix, and to the size; nothing
/// without one.
void add_look_up(const SynapseMatrix& matrix, std::uint32_t row, const EncodingChoice& choice,
                 Cost& cost);
std::uint64_t codebook_formula(const SynapseMatrix& matrix);
/// The weight of synapse number `synapse` of `row`, from the tables that the matrix came with.
std::int32_t level(const SynapseMatrix& matrix, std::uint32_t row, std::uint64_t synapse);

}  // namespace engram::brute_force
