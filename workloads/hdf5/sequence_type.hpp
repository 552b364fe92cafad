#pragma once

#include <hdf5.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engram::workloads {

/// The numbers of a variable-length sequence, as stored: little-endian.
struct SequenceType {
  char kind = 0;            ///< i, u or f
  std::uint64_t bytes = 0;  ///< 1, 2, 4 or 8; of f 2, 4 or 8

  std::vector<double> decode(const std::string& stored) const;
};

/// Of a variable-length type; nothing where its numbers are of another layout.
std::optional<SequenceType> sequence_type(hid_t variable_length);

/// Whether the chunk that holds element `index` of a data set of one dimension is of a size that
/// the file can have stored: HDF5 1.10 allocates what the file says. True where there are no
/// chunks.
bool chunk_is_sound(hid_t data, std::uint64_t index, std::uint64_t file_bytes);

}  // namespace engram::workloads
