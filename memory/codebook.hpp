#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "memory/weight_format.hpp"

namespace engram {

struct SynapseMatrix;

/// Weights looked up in a table (WeightKind::codebook): a stored code names an entry, the entry is
/// the weight. Entries are signed levels of entry_bits. Code 0 is no synapse in every encoding,
/// also in those that store it, so entry e has code e + 1 and a code has lg(entries + 1) bits.
///
/// A k-means codebook of a layer has one table, of a convolution's channels one a channel. A core
/// in the manner of TrueNorth or RANC has a table a neuron, and the axon chooses the entry: all of
/// an axon's synapses have its type. Such codes (`by_axon`) have one bit, whether there is a
/// synapse, and the types are a memory of their own (Merolla et al. 2014, Science 345:668; Mack et
/// al. 2021, IEEE TCAD 40(11):2265, RANC).
struct CodebookShape {
  unsigned entry_bits = 8;    ///< two's complement, 2..16
  std::uint32_t entries = 0;  ///< of one table, 1..65535
  std::uint32_t span = 0;     ///< neighbouring targets that share a table; 0: all share one
  std::uint32_t first = 0;    ///< targets of the first table that lie before target 0; < span
  bool by_axon = false;       ///< codes are 0 or 1; the axon's type names the entry

  unsigned code_bits() const;
  std::uint32_t largest_code() const { return by_axon ? 1 : entries; }
  unsigned type_bits() const;  ///< of an axon's type: lg(entries)
  /// Tables that `targets` targets need.
  std::uint32_t tables(std::uint32_t targets) const;
  std::uint32_t table_of(std::uint32_t target) const {
    return span == 0 ? 0 : (first + target) / span;
  }
  friend bool operator==(const CodebookShape&, const CodebookShape&) = default;
};

struct Codebook {
  CodebookShape shape;
  std::vector<std::int32_t> levels;      ///< [table][entry]
  std::vector<std::uint32_t> axon_type;  ///< by_axon: an entry for each row; else empty

  /// The weight of a synapse. Precondition: its code is not 0 and names an entry.
  std::int32_t level(std::uint32_t row, std::uint32_t target, std::uint32_t code) const {
    const std::uint32_t entry = shape.by_axon ? axon_type[row] : code - 1;
    return levels[std::size_t{shape.table_of(target)} * shape.entries + entry];
  }
};

/// What is wrong with a codebook for codes of `format` from `rows` axons to `targets` neurons;
/// empty: nothing.
std::string codebook_fault(const Codebook& book, const WeightFormat& format, std::uint32_t rows,
                           std::uint32_t targets);
/// The same for a matrix, whose codes must name entries too.
std::string codebook_fault(const SynapseMatrix& matrix);

}  // namespace engram
