#pragma once

#include <cstdint>
#include <string>

namespace engram::workloads {

/// A number as a .npy file stores it: '<i8', '|u1', '|b1', '<f2'.
struct NpyType {
  char kind = 0;          ///< i, u, f, b (bool); V: padding, no number
  std::size_t bytes = 0;  ///< 1, 2, 4 or 8; any for V

  /// The number at `at`. False where a double does not hold it exactly (64-bit integers beyond
  /// 2^53).
  bool read(const unsigned char* at, double& value) const;
};

/// Reads a NumPy type string. On failure returns false and says in `why` what was found.
bool parse_npy_type(const std::string& text, NpyType& type, std::string& why);

}  // namespace engram::workloads
