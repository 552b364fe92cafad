#include "memory/encodings/table.hpp"

#include "memory/encodings/layout.hpp"

namespace engram {

// functional is a crossbar (in mode bitmap a bitmap without pointers) over the taps of a kernel:
// what differs is where its addresses come from (controllers/conv_addresses).
const std::array<EncodingEntry, 5> kEncodings{{
    {Encoding::crossbar, "crossbar", lay_out_crossbar, crossbar_rows, crossbar_columns},
    {Encoding::index, "index", lay_out_index, index_rows, index_columns},
    {Encoding::bitmap, "bitmap", lay_out_bitmap, bitmap_rows, bitmap_columns},
    {Encoding::functional, "functional", lay_out_functional, functional_rows, functional_columns},
    {Encoding::run_length, "run_length", lay_out_run_length, run_length_rows, run_length_columns},
}};

const EncodingEntry& encoding_entry(Encoding encoding) {
  for (const EncodingEntry& entry : kEncodings) {
    if (entry.encoding == encoding) return entry;
  }
  throw EncodingRefused("no encoding has number " + std::to_string(static_cast<int>(encoding)));
}

}  // namespace engram
