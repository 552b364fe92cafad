#pragma once

#include <array>
#include <memory>

#include "memory/controllers/column_reader.hpp"
#include "memory/controllers/row_reader.hpp"
#include "memory/encoding.hpp"

namespace engram {

/// Everything that belongs to one encoding: its name, who lays the bits out, who reads rows back
/// and who finds columns.
struct EncodingEntry {
  Encoding encoding;
  const char* name;
  void (*lay_out)(const SynapseMatrix& matrix, const Organisation& organisation,
                  MemoryImage& image);
  std::unique_ptr<RowReader> (*rows)(const RowLayout& layout);
  std::unique_ptr<ColumnReader> (*columns)(const RowLayout& layout);
};

extern const std::array<EncodingEntry, 5> kEncodings;

const EncodingEntry& encoding_entry(Encoding encoding);

}  // namespace engram
