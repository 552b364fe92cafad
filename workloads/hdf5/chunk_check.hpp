#pragma once

#include <hdf5.h>

#include <cstdint>

namespace engram::workloads {

/// Whether every filter of the data set is one whose result is checked below: deflate, shuffle,
/// fletcher32. What the library knows beside them (szip, n-bit, scale-offset) no tool of the field
/// writes, and none of it checks what it unpacks to.
bool filters_are_known(hid_t data);

/// Whether what is stored unpacks to as many bytes as the data set's shape says: HDF5 1.10 takes
/// that for granted and reads beyond its buffer where it is not so. Allocates no more than the file
/// is long (`file_bytes`). Precondition: filters_are_known.
bool unpacks_to_its_shape(hid_t data, std::uint64_t file_bytes);

/// Whether reading is no more than taking bytes from the file: numbers of float32 or float64 that
/// need no conversion and lie in one piece, all of it inside the file.
bool lies_in_one_piece(hid_t data, std::uint64_t file_bytes);

}  // namespace engram::workloads
