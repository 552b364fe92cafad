#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// What the core images of one projection take, all together: bits of packed rows, before the last
/// word of a region is filled up (packed_bits), in the chip's organisation.
struct StoredBits {
  /// By position in encoding_names(), as if the config named that encoding for the whole chip;
  /// nothing where it cannot store the projection.
  std::vector<std::optional<std::uint64_t>> by_encoding;
  std::uint64_t chosen = 0;  ///< of the encoding that the run uses
};

/// Of every projection, in order.
std::vector<StoredBits> stored_bits(const Config& config, const Prepared& prepared);

}  // namespace engram::sim
