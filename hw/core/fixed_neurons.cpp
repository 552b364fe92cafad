#include <algorithm>
#include <limits>
#include <stdexcept>
#include <vector>

#include "hw/core/neuron_arithmetic.hpp"
#include "hw/core/parameter.hpp"

namespace engram::hw {
namespace {

__extension__ using Wide = __int128;  // the product of a 48-bit state and a decay

class FixedNeurons final : public NeuronArithmetic {
 public:
  FixedNeurons(const NeuronSpec& spec, std::uint32_t count)
      : spec_(spec),
        largest_((std::int64_t{1} << (spec.state_bits - 1)) - 1),
        current_decay_(spec_.integer.current_decay),
        membrane_decay_(spec_.integer.membrane_decay),
        membrane_offset_(spec_.integer.membrane_offset),
        threshold_(spec_.integer.threshold),
        reset_value_(spec_.integer.reset_value),
        low_threshold_(spec_.integer.low_threshold),
        low_reset_(spec_.integer.low_reset),
        clip_low_(spec_.integer.clip_low),
        bias_(spec_.integer.bias),
        membrane_(count, 0),
        current_(spec.has_current ? count : 0, 0),
        refractory_left_(spec.refractory > 0 ? count : 0, 0) {}

  void reset() override {
    std::fill(membrane_.begin(), membrane_.end(), 0);
    std::fill(current_.begin(), current_.end(), 0);
    std::fill(refractory_left_.begin(), refractory_left_.end(), 0u);
  }

  std::uint32_t step(std::uint32_t neuron, const Accumulator& input) override {
    return advance(neuron, input.integer(neuron));
  }
  std::uint32_t step_silent(std::uint32_t neuron) override { return advance(neuron, 0); }
  double membrane(std::uint32_t neuron) const override {
    return static_cast<double>(membrane_[neuron]);
  }
  void keep_distances() override { distance_.assign(membrane_.size(), 0.0); }
  double distance(std::uint32_t neuron) const override { return distance_[neuron]; }

 private:
  bool above(std::int64_t v, std::int64_t threshold) const {
    return spec_.compare_equal ? v >= threshold : v > threshold;
  }

  /// q(state * decay / 2^decay_bits).
  std::int64_t decayed(std::int64_t state, std::int64_t decay) const {
    const Wide product = static_cast<Wide>(state) * decay;
    const bool down = spec_.round_to_floor || product >= 0;
    return static_cast<std::int64_t>(down ? product >> spec_.decay_bits
                                          : -((-product) >> spec_.decay_bits));
  }

  std::int64_t saturated(std::int64_t value) const {
    return std::clamp(value, -largest_ - 1, largest_);
  }

  std::uint32_t advance(std::uint32_t neuron, std::int64_t accumulated) {
    std::int64_t input = (accumulated << spec_.fraction_bits) + bias_[neuron];
    if (spec_.has_current) {
      const std::int64_t before = current_[neuron];
      const std::int64_t after = decayed(before, current_decay_[neuron]) + input;
      input = spec_.previous_current ? before : after;
      current_[neuron] = saturated(after);
    }
    std::int64_t v =
        decayed(membrane_[neuron], membrane_decay_[neuron]) + input + membrane_offset_[neuron];
    std::uint32_t spikes = 0;
    if (spec_.refractory > 0 && refractory_left_[neuron] > 0) {
      v = membrane_[neuron];
      --refractory_left_[neuron];
      keep_distance(neuron, std::numeric_limits<double>::quiet_NaN());
    } else if (spec_.spiking) {
      keep_distance(neuron, static_cast<double>(v - threshold_[neuron]));
      spikes = fire(neuron, v);
      if (spec_.has_low_threshold && spikes == 0) rise(neuron, v);
    }
    if (spec_.has_clip) v = std::max(v, clip_low_[neuron]);
    membrane_[neuron] = saturated(v);
    return spikes;
  }

  void keep_distance(std::uint32_t neuron, double distance) {
    if (!distance_.empty()) distance_[neuron] = distance;
  }

  /// The reset below the low threshold.
  void rise(std::uint32_t neuron, std::int64_t& v) const {
    if (v >= low_threshold_[neuron]) return;
    if (spec_.reset == ResetKind::zero) {
      v = 0;
    } else if (spec_.reset == ResetKind::subtract) {
      v -= low_threshold_[neuron];
    } else {
      v = low_reset_[neuron];
    }
  }

  /// Compares, resets `v`, starts the refractory period; returns the number of spikes.
  std::uint32_t fire(std::uint32_t neuron, std::int64_t& v) {
    const std::int64_t threshold = threshold_[neuron];
    if (!above(v, threshold)) return 0;
    std::int64_t spikes = 1;
    if (spec_.multi_spike) {
      // above(v - (n - 1) t): n <= v / t for >=, n < v / t for >
      spikes = spec_.compare_equal ? v / threshold : (v - 1) / threshold;
      v -= spikes * threshold;
    } else if (spec_.reset == ResetKind::zero) {
      v = 0;
    } else if (spec_.reset == ResetKind::subtract) {
      v -= threshold;
    } else {
      v = reset_value_[neuron];
    }
    if (spec_.refractory > 0) refractory_left_[neuron] = spec_.refractory;
    if (spikes > 4294967294) {
      throw std::overflow_error("neuron emits more than 4294967294 spikes in one timestep");
    }
    return static_cast<std::uint32_t>(spikes);
  }

  NeuronSpec spec_;  // before the parameters, which refer to it
  std::int64_t largest_;
  Parameter<std::int64_t> current_decay_, membrane_decay_, membrane_offset_, threshold_,
      reset_value_, low_threshold_, low_reset_, clip_low_, bias_;
  std::vector<std::int64_t> membrane_, current_;
  std::vector<std::uint32_t> refractory_left_;
  std::vector<double> distance_;  ///< empty unless kept
};

}  // namespace

std::unique_ptr<NeuronArithmetic> make_fixed_neurons(const NeuronSpec& spec, std::uint32_t count) {
  return std::make_unique<FixedNeurons>(spec, count);
}

}  // namespace engram::hw
