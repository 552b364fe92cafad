#pragma once

#include <memory>
#include <span>
#include <vector>

#include "memory/controllers/row_reader.hpp"

namespace engram {

/// Finds one column of an encoded matrix (unrolled synapses, or the taps of a kernel) through
/// words. It reads what leads to the weights, not the weights: an error reads them, an update reads
/// and writes them.
class ColumnReader {
 public:
  virtual ~ColumnReader() = default;
  /// Appends the weights stored for `target` in `rows`, ascending by row. Preconditions: `rows`
  /// ascend and exist, as does the target.
  virtual void find(std::uint32_t target, std::span<const std::uint32_t> rows, WordReader& words,
                    std::vector<WeightPlace>& out) const = 0;
};

/// Row and target are the address: nothing is read on the way.
std::unique_ptr<ColumnReader> crossbar_columns(const RowLayout& layout);
/// Two reverse pointers, then the column's whole reverse list, whatever rows are wanted. Needs the
/// reverse regions.
std::unique_ptr<ColumnReader> index_columns(const RowLayout& layout);
/// For every row wanted: the pointer, and the bitmap up to the target's bit. The ones before it say
/// how many weights to skip.
std::unique_ptr<ColumnReader> bitmap_columns(const RowLayout& layout);
/// As crossbar_columns; in mode bitmap the kernel bitmap up to the target's bit of the last row.
std::unique_ptr<ColumnReader> functional_columns(const RowLayout& layout);
/// For every row wanted: its two pointers, and its entries until one reaches the target.
std::unique_ptr<ColumnReader> run_length_columns(const RowLayout& layout);

}  // namespace engram
