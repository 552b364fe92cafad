#pragma once

#include <memory>
#include <vector>

#include "memory/controller.hpp"
#include "memory/controllers/weight_place.hpp"
#include "memory/controllers/word_reader.hpp"

namespace engram {

/// The constants that a row reader is configured with: field widths and shape, no weight.
struct RowLayout {
  unsigned weight_bits, target_bits, pointer_bits, word_bits;
  unsigned run_bits;                                              ///< run_length, else 0
  unsigned reverse_pointer_bits, axon_bits, weight_address_bits;  ///< index with learning, else 0
  bool packed, split;
  bool synapse_flags;     ///< run_length with learning
  bool kernel_bitmap;     ///< functional in mode bitmap
  std::uint32_t targets;  ///< of the matrix that was laid out (the kernel's where it is shared)

  RowLayout(const MemoryImage& image, std::uint32_t matrix_targets);

  /// First bit of row `row` where every row has `bits` bits.
  std::uint64_t row_start(std::uint32_t row, std::uint64_t bits) const;
};

/// Reads one row of an encoded matrix (unrolled synapses, or the taps of a kernel) through words.
class RowReader {
 public:
  virtual ~RowReader() = default;
  /// Appends the weights stored for targets [first, last) of `row`, ascending, stored zeros
  /// included. Reads what the encoding must read to find them. Precondition: first < last <=
  /// targets.
  virtual void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
                    std::vector<Delivery>& out) const = 0;
  /// The same without the weights: appends where they are, and reads only what leads to them.
  virtual void find(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
                    std::vector<WeightPlace>& out) const = 0;
};

/// Every target has a code: only the codes of the range are read.
std::unique_ptr<RowReader> crossbar_rows(const RowLayout& layout);
/// Two pointers, then the whole list of the row: where a target lies is known only from the list.
std::unique_ptr<RowReader> index_rows(const RowLayout& layout);
/// One pointer, the bitmap up to the end of the range (its ones say how many weights come before),
/// then the weights of the range.
std::unique_ptr<RowReader> bitmap_rows(const RowLayout& layout);
/// As crossbar_rows; in mode bitmap the kernel bitmap from its first bit to the end of the range,
/// whose ones say how many weights come before, then the weights of the range.
std::unique_ptr<RowReader> functional_rows(const RowLayout& layout);
/// Two pointers, then the row's entries in order until the end of the range is reached: where one
/// lies is known only from the runs before it. `find` reads entries whole too, as the stream does.
std::unique_ptr<RowReader> run_length_rows(const RowLayout& layout);

}  // namespace engram
