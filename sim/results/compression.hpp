#pragma once

#include <string>
#include <vector>

#include "sim/results/statistic.hpp"
#include "sim/run/prepare.hpp"

/// What compression did, projection by projection.
namespace engram::sim {

/// One row a projection: its weight format and bits, weights and zeros by cause (zeros_before,
/// pruned, zeros_by_quantization: they add up to sparsity x weights), max_error, rms_error and
/// snr_db of quantization (empty where it did nothing, "inf" where it was exact), and the bits that
/// its core images would take in each encoding (stored_bits.hpp; empty where an encoding cannot
/// store it), chosen_encoding and chosen_bits.
std::string compression_csv(const Config& config, const Prepared& prepared);

/// The same as JSON, with sums over the network.
std::string compression_json(const Config& config, const Prepared& prepared);

/// The same for a person, with a line for the whole network.
std::string compression_table(const Config& config, const Prepared& prepared);

/// Zeros by cause, for the screen of a run; empty where nothing was pruned.
std::string pruning_table(const Config& config, const Prepared& prepared);

/// Zeros by cause as statistics.
std::vector<Statistic> compression_statistics(const Prepared& prepared);

/// The name of a choice in reports: "functional_bitmap", "index (kernel shared)".
std::string encoding_name(const EncodingChoice& choice);

}  // namespace engram::sim
