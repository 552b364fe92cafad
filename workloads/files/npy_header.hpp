#pragma once

#include <string>
#include <vector>

#include "workloads/files/byte_source.hpp"
#include "workloads/files/npy_type.hpp"

namespace engram::workloads {

struct NpyField {
  std::string name;  ///< empty for the one field of a plain array
  NpyType type;
  std::size_t offset = 0;  ///< in the item, bytes
};

/// What a .npy file says of its array (NumPy Enhancement Proposal 1, numpy.lib.format versions 1
/// to 3).
struct NpyHeader {
  std::vector<std::uint64_t> shape;  ///< empty: a scalar
  bool fortran_order = false;
  bool structured = false;
  std::vector<NpyField> fields;  ///< padding left out
  std::size_t item_bytes = 0;
  std::uint64_t elements = 0;  ///< product of the shape
};

/// "(3, 4)"
std::string shape_text(const std::vector<std::uint64_t>& shape);

/// Reads the header and leaves `source` at the data, whose size it has checked against the file's.
/// FileFault with byte offset: not a .npy file, a header of more than 64 KiB or one that is no
/// dictionary of descr, fortran_order and shape, types that are not read (big-endian, complex,
/// text, objects, sub-arrays), a shape beyond what the file holds.
NpyHeader read_npy_header(ByteSource& source);

}  // namespace engram::workloads
