#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace engram::sim {

struct Config;
struct Prepared;

/// What the core images of one projection take, all together: bits of packed rows, before the last
/// word of a region is filled up (packed_bits), in the chip's organisation.
struct StoredBits {
  /// By position in encoding_names(), as if the config named that encoding for the whole chip;
  /// nothing where it cannot store the projection.
  std::vector<std::optional<std::uint64_t>> by_encoding;
  std::uint64_t chosen = 0;    ///< of the encoding that the run uses
  std::uint64_t synapses = 0;  ///< workloads::synapse_count
};

/// Of every projection, in order. Once the weights are released, as it was before.
std::vector<StoredBits> stored_bits(const Config& config, const Prepared& prepared);

/// workloads::synapse_count of one projection, known as long as stored_bits is.
std::uint64_t synapses_of(const Prepared& prepared, std::size_t projection);

}  // namespace engram::sim
