#pragma once

#include <optional>
#include <string>
#include <vector>

#include "energy/units.hpp"

namespace engram::hw {

/// How the elements of a tile are kept, in the sense of Sparseloop (Wu et al., MICRO 2022,
/// arXiv:2205.05826): which are stored, and what says where they belong.
enum class Compression {
  dense,       ///< every element
  run_length,  ///< non-zeros, each behind the length of the run of zeros before it
  coordinate,  ///< non-zeros, each with its place in the tile
  offset,      ///< every element, and a pair of offsets a fiber (uncompressed offset pairs)
  bitmask      ///< a bit an element, and the non-zeros (or, `keeps_zeros`, every element)
};
const char* to_string(Compression compression);
std::optional<Compression> compression_from(const std::string& name);
std::vector<std::string> compression_names();

struct TensorFormat {
  Compression compression = Compression::dense;
  unsigned index_bits = 0;   ///< run or coordinate; 0: run 5 bits, coordinate as the tile needs
  bool keeps_zeros = false;  ///< bitmask: zeros are stored all the same
};

/// A tile as it is stored.
struct StoredTile {
  Count elements = 0;  ///< stored; with run_length also the zeros that split long runs
  Count data_bits = 0, metadata_bits = 0;
  Count bits() const { return data_bits + metadata_bits; }
};

/// A tile of `elements`, `non_zeros` of them not 0, in fibers of `fiber` elements, `width` bits an
/// element. Runs longer than the field are split by a stored zero; how many there are is the
/// expectation for zeros spread evenly: non_zeros x q / (1 - q), q = (share of zeros)^(2^bits).
/// Precondition: non_zeros <= elements, fiber >= 1.
StoredTile stored_tile(const TensorFormat& format, Count elements, Count non_zeros, Count fiber,
                       unsigned width);

}  // namespace engram::hw
