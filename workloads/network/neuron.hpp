#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engram::workloads {

/// One value for all neurons of a population, or one each.
class PerNeuron {
 public:
  PerNeuron(double value = 0.0) : values_{value} {}  // NOLINT: a plain number is a parameter
  explicit PerNeuron(std::vector<double> values) : values_(std::move(values)) {}
  double operator[](std::size_t neuron) const {
    return values_.size() == 1 ? values_[0] : values_[neuron];
  }
  bool uniform() const { return values_.size() == 1; }
  std::size_t size() const { return values_.size(); }
  const std::vector<double>& values() const { return values_; }

 private:
  std::vector<double> values_;
};

/// `threshold` is memoryless (x > threshold); `integrator` a readout without leak (NIR's I).
enum class NeuronModel { input, if_, lif, cuba_lif, li, cuba_li, threshold, integrator };
const char* to_string(NeuronModel model);

enum class Compare { greater, greater_equal };
enum class Reset { zero, subtract, value };

/// The discrete step of one population, after a dynamics preset has turned time constants into
/// factors. In order, with x = accumulated input + bias, all in double:
///
///   if has_current:  i_old = i;  i = current_decay * i + current_gain * x;
///                    drive = previous_current ? i_old : i
///   else             drive = x
///   v = membrane_decay * v + membrane_gain * drive + membrane_offset
///   if refractory_left > 0:  v = v before the step; refractory_left -= 1; no spike (input is lost)
///   else if spiking: above(v) is v > threshold or v >= threshold, by `compare`
///     single: if above(v): n = 1, and by `reset`
///             zero:     v = 0
///             subtract: v -= threshold
///             value:    v = reset_value
///     multi:  n = the largest n >= 0 for which n = 0 or above(v - (n - 1) * threshold), that is
///             floor(v / threshold) for >=; v -= n * threshold (subtract only)
///     if n > 0: refractory_left = refractory
///     else if low_threshold and v < low_threshold, by `reset`:
///             zero: v = 0;  subtract: v -= low_threshold;  value: v = low_reset
///   if clip_low: v = max(v, clip_low)
struct NeuronStep {
  NeuronModel model = NeuronModel::if_;
  bool has_current = false;
  bool previous_current = false;
  bool spiking = true;
  bool multi_spike = false;
  Compare compare = Compare::greater;
  Reset reset = Reset::zero;
  std::uint32_t refractory = 0;  ///< timesteps after a spike
  PerNeuron current_decay = 0.0, current_gain = 1.0;
  PerNeuron membrane_decay = 1.0, membrane_gain = 1.0, membrane_offset = 0.0;
  PerNeuron threshold = 1.0, reset_value = 0.0;
  std::optional<PerNeuron> low_threshold;  ///< TrueNorth's and RANC's negative threshold
  PerNeuron low_reset = 0.0;
  std::optional<PerNeuron> clip_low;
  PerNeuron bias = 0.0;  ///< added to the input every step
};

enum class Rounding { toward_zero, floor };

/// Integer arithmetic of the same step (DESIGN definitions 2, 8 and 9). The unit is one weight
/// level times 2^-fraction_bits. x = (accumulator << fraction_bits) + bias. A product with a decay
/// is q(state * decay / 2^decay_bits), q by `rounding`; gains are 1. The one saturation: i and v
/// are clamped to state_bits (two's complement) at the end of the step. Thresholds as in
/// NeuronStep.
struct FixedStep {
  unsigned state_bits = 24;
  unsigned fraction_bits = 6;
  unsigned decay_bits = 12;
  Rounding rounding = Rounding::toward_zero;
  std::vector<std::int64_t> current_decay, membrane_decay, membrane_offset, threshold, reset_value,
      low_threshold, low_reset, clip_low,
      bias;  ///< one entry or one a neuron; low_threshold, clip_low empty: none
};

}  // namespace engram::workloads
