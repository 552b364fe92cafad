#pragma once

#include <memory>
#include <vector>

#include "memory/controllers/conv_sources.hpp"
#include "memory/controllers/row_reader.hpp"

namespace engram {

/// Finds all stored weights of a shared kernel, row after row, through the forward addresses: who
/// wants every weight needs no columns.
class KernelSweep {
 public:
  /// `image` must outlive it. Precondition: the image shares a kernel.
  explicit KernelSweep(const MemoryImage& image);
  /// Reads what leads to the weights, not the weights; appends them row by row.
  void find(WordReader& words, std::vector<WeightPlace>& found);

 private:
  ConvSources sources_;
  std::unique_ptr<RowReader> rows_;
  std::vector<WeightPlace> of_row_;  ///< apart: a read belongs to whom `found` lacks before the row
};

}  // namespace engram
