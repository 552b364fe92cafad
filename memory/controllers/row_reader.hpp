#pragma once

#include <memory>
#include <vector>

#include "memory/controller.hpp"
#include "memory/controllers/word_reader.hpp"

namespace engram {

/// Reads one row of an encoded matrix (unrolled synapses, or the taps of a kernel) through words.
class RowReader {
 public:
  virtual ~RowReader() = default;
  /// Appends the weights stored for targets [first, last) of `row`, ascending, stored zeros
  /// included. Reads what the encoding must read to find them. Precondition: first < last <=
  /// targets.
  virtual void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
                    std::vector<Delivery>& out) const = 0;
};

/// `targets`: of the matrix that was laid out (the kernel's where it is shared).
std::unique_ptr<RowReader> make_row_reader(const MemoryImage& image, std::uint32_t targets);

}  // namespace engram
