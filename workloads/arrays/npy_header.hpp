#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workloads/arrays/array_element.hpp"

namespace engram::workloads {

/// The dictionary in the header of an .npy file (NumPy enhancement proposal 1).
struct NpyHeader {
  ArrayElement element;
  std::vector<std::uint64_t> shape;
};

/// Reads {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), } in any order of keys. Returns
/// what is wrong, or an empty text.
std::string parse_npy_header(std::string_view text, NpyHeader& header);

}  // namespace engram::workloads
