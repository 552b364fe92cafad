#pragma once

#include <cstddef>

namespace engram::workloads {

/// How one number of an array is stored.
struct ArrayElement {
  std::size_t bytes = 1;  ///< 1, 2, 4 or 8
  bool is_signed = false, is_float = false, big_endian = false;

  /// The number at `from`; 64-bit integers beyond 2^53 are rounded.
  double decode(const unsigned char* from) const;
};

}  // namespace engram::workloads
