#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"

/// Symmetric post-training quantization (DESIGN definition 9): weights change, nothing else.
namespace engram::workloads {

enum class QuantizeFormat {
  uniform,       ///< levels +-(2^(b-1) - 1)
  ternary,       ///< levels -1, 0, 1: stored as uniform of 2 bits
  power_of_two,  ///< levels 0, +-2^k: an addition is a shift (Zhou et al. 2017)
  codebook       ///< 2^b - 1 levels of entry_bits found by k-means (Han et al. 2016), and 0
};
const char* to_string(QuantizeFormat format);

/// How the largest weight that is not clipped is found, from the weights of one scale that are not
/// 0: a weight that was pruned is no sample.
enum class Calibration {
  max,         ///< max|w|: clips nothing
  percentile,  ///< of |w|
  mse,         ///< the least squared error: a grid of 100 parts of max|w|, refined about its best
  mean         ///< ternary: 0 below 0.7 mean|w|, scale mean|w| of the others (Li & Liu 2016)
};
const char* to_string(Calibration calibration);

enum class LevelRounding {
  nearest,    ///< ties to even
  stochastic  ///< up or down by a draw keyed by (seed, projection name, index)
};

struct QuantizeOptions {
  std::optional<unsigned> bits = std::nullopt;  ///< absent: 8, ternary 2, the others 4
  std::uint32_t channels_a_scale = 0;  ///< 0: one scale a tensor; else a scale every n output
                                       ///< channels (dense: output neurons)
  std::optional<double> scale = std::nullopt;  ///< given, in place of a calibration
  QuantizeFormat format = QuantizeFormat::uniform;
  std::optional<Calibration> calibration = std::nullopt;  ///< absent: max, ternary mean
  double percentile = 99.9;                               ///< calibration percentile: (0, 100]
  LevelRounding rounding = LevelRounding::nearest;
  unsigned entry_bits = 8;  ///< codebook: of an entry; calibration and scale are those of entries
  std::uint64_t seed = 1;   ///< stochastic
};

struct QuantizationReport {
  std::string projection, format, calibration;  ///< "given" where the scale is
  unsigned bits = 0;
  double scale_min = 0, scale_max = 0;
  double max_error = 0, rms_error = 0;  ///< |w - level * scale|, in units of the weights
  double signal_to_noise_db = 0;        ///< 10 log10(sum w^2 / sum error^2); infinity when exact
  std::uint64_t weights = 0;
  /// Zeros by cause: were 0 already (pruned weights too), became level 0, and their sum.
  std::uint64_t zeros_before = 0, zeros_made = 0, zeros_after = 0;
  std::uint64_t clipped = 0;
  std::uint64_t stored_bits = 0;  ///< weights x bits, and tables, before any encoding
};

/// Quantizes projections: `options` by name, "" for all others (without it the others stay float32
/// and get no report). Levels are w / scale, rounded to those of the format and clipped to the
/// largest. Weights that are 0 stay 0.
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
/// Projections into a population that computes in integers from its source have levels already, and
/// no unit changes: the levels are quantized again by a power-of-two step, and Quantization::shift
/// grows. The calibration chooses the step, the smallest that clips no more than it wants (mse: the
/// one of least squared error). Levels that fit the format already stay as they are.
///
/// Returns one report a projection, in order. Throws NetworkFault with all faults, the network
/// untouched: unknown names, bits or scales out of range, weights that are not finite or quantized
/// already, given scales whose ratio is no power of two, a population that would mix float32 and
/// levels; for integers a given scale, several scales a tensor, codebooks.
std::vector<QuantizationReport> quantize(Network& network,
                                         const std::map<std::string, QuantizeOptions>& options);

/// Puts quantizations that were found elsewhere, by training, into a network of float32 weights:
/// by index of Network::projections(). Weights, units and steps become what quantize() makes of
/// them; shifts are worked out here. Throws NetworkFault with all faults, the network untouched:
/// as quantize(), levels that the format does not have, and scales onto a population that are no
/// power-of-two multiples of each other, the same at every neuron.
void adopt_scales(Network& network, const std::map<std::size_t, Quantization>& found);

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
