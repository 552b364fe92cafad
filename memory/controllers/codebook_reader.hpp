#pragma once

#include <vector>

#include "memory/controller.hpp"
#include "memory/controllers/word_reader.hpp"

namespace engram {

/// Turns codes into levels: the look-up stage behind a row reader of any encoding. Sees the table
/// only through words.
class CodebookReader {
 public:
  /// Does nothing for an image without a codebook. `image` must outlive the reader.
  explicit CodebookReader(const MemoryImage& image);
  /// Sets `level` of every delivery of an event on `axon`: reads the axon's type where types name
  /// entries, then the entry of each code that is not 0. A stored zero names no entry: level 0.
  void look_up(std::uint32_t axon, WordReader& words, std::vector<Delivery>& deliveries) const;

 private:
  const MemoryImage& image_;
  std::uint64_t table_bits_ = 0;  ///< from one table to the next
};

}  // namespace engram
