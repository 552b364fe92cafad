#pragma once

#include <memory>
#include <vector>

#include "memory/controllers/conv_sources.hpp"
#include "memory/controllers/row_reader.hpp"

namespace engram {

/// A stored weight of a shared kernel: its index into ConvSlice::kernel, and its first bit in the
/// region of weights.
struct KernelField {
  std::uint32_t kernel_weight = 0;
  std::uint64_t at = 0;
};

/// Finds all stored weights of a shared kernel, row after row, through the forward addresses: who
/// wants every weight needs no columns.
class KernelSweep {
 public:
  /// `image` must outlive it. Precondition: the image shares a kernel.
  explicit KernelSweep(const MemoryImage& image);
  /// Reads what leads to the weights, not the weights; appends them row by row.
  void find(WordReader& words, std::vector<KernelField>& found) const;

 private:
  ConvSources sources_;
  std::unique_ptr<RowReader> rows_;
};

}  // namespace engram
