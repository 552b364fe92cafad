#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"

/// Symmetric post-training quantization (DESIGN definition 9): weights change, nothing else.
namespace engram::workloads {

struct QuantizeOptions {
  unsigned bits = 8;         ///< 2..16
  bool per_channel = false;  ///< one scale an output channel (dense: an output neuron)
  std::optional<double> scale = std::nullopt;  ///< given; absent: max|w| / (2^(bits-1) - 1)
};

struct QuantizationReport {
  std::string projection;
  unsigned bits = 0;
  double scale_min = 0, scale_max = 0;
  double max_error = 0, rms_error = 0;  ///< |w - level * scale|, in units of the weights
  double signal_to_noise_db = 0;        ///< 10 log10(sum w^2 / sum error^2); infinity when exact
  std::uint64_t weights = 0, zeros_before = 0, zeros_after = 0, clipped = 0;
};

/// Quantizes projections: `options` by name, "" for all others (without it the others stay float32
/// and get no report). Levels are round(w / scale), half to even, clipped to +-(2^(b-1) - 1).
///
/// Scales found from weights that enter one population are rounded up to powers of two of the
/// smallest, so that one accumulator serves them: it adds level << shift. With a scale a channel,
/// each projection has one shift and each neuron a unit that is large enough for all. Found scales
/// beside a given one become power-of-two multiples of that. A projection without a non-zero weight
/// takes the population's unit, and scale 1 where it is alone (report: zeros_before == weights).
///
/// The unit becomes Population::unit: thresholds, biases, offsets, resets and clips in `step` are
/// divided by it, and Connection weights become level * scale.
///
/// Returns one report a projection, in order. Throws NetworkFault with all faults, the network
/// untouched: unknown names, bits or scales out of range, weights that are not finite or quantized
/// already, given scales whose ratio is no power of two, a population that would mix float32 and
/// levels.
std::vector<QuantizationReport> quantize(Network& network,
                                         const std::map<std::string, QuantizeOptions>& options);

struct FixedOptions {
  unsigned state_bits = 24, fraction_bits = 6, decay_bits = 12;
  Rounding rounding = Rounding::toward_zero;
};

/// Gives every population but inputs integer arithmetic (Population::fixed), from `step` after
/// quantize(): decays round(d 2^decay_bits), the rest round(x 2^fraction_bits), half to even.
/// Membrane and current gains are folded into Population::unit, and `step` with them: its gains
/// become 1. Throws NetworkFault (all faults, the network untouched) when a projection still has
/// float32 weights, a value does not fit state_bits, a decay is no factor of 0 to 1, a threshold
/// rounds to 0, or a gain is not positive and so cannot be folded. Widths: state 2 to 48 bits,
/// fraction 0 to 24, decay 1 to 15.
void make_fixed(Network& network, const FixedOptions& options);

}  // namespace engram::workloads
