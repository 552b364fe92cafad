#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "hw/core/neuron_arithmetic.hpp"
#include "hw/core/parameter.hpp"

namespace engram::hw {
namespace {

__extension__ using Wide = __int128;  // the product of a 48-bit state and a decay

bool all_within(const std::vector<std::int64_t>& values, std::int64_t limit) {
  return std::all_of(values.begin(), values.end(),
                     [&](std::int64_t value) { return value >= -limit && value <= limit; });
}

bool decays_within_one(const NeuronSpec& spec) {
  const std::int64_t one = std::int64_t{1} << spec.decay_bits;
  return all_within(spec.integer.membrane_decay, one) &&
         (!spec.has_current || all_within(spec.integer.current_decay, one));
}

bool products_fit_64_bits(const NeuronSpec& spec) {
  return decays_within_one(spec) && spec.state_bits + spec.decay_bits < 63;
}

/// Whether a step is exact in double (products and sums stay below 2^53, decayed states below
/// 2^31), and every parameter the same for all neurons.
bool steps_in_double(const NeuronSpec& spec) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 48;
  const NeuronSpec::Integer& p = spec.integer;
  const auto plain = [](const std::vector<std::int64_t>& values) {
    return values.size() <= 1 && all_within(values, kLimit);
  };
  return spec.refractory == 0 && !spec.has_low_threshold && spec.fraction_bits <= 16 &&
         spec.state_bits <= 30 && spec.state_bits + spec.decay_bits <= 52 &&
         decays_within_one(spec) && p.membrane_decay.size() == 1 && p.current_decay.size() <= 1 &&
         plain(p.membrane_offset) && plain(p.bias) && plain(p.threshold) && plain(p.clip_low);
}

/// Neurons whose firing is looked at together.
constexpr std::size_t kFiredAtOnce = 64;

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
        narrow_(products_fit_64_bits(spec_)),
        together_(steps_in_double(spec_)),
        membrane_(count, 0.0),
        current_(spec.has_current ? count : 0, 0.0),
        next_(together_ ? count : 0, 0.0),
        refractory_left_(spec.refractory > 0 ? count : 0, 0) {}

  void reset() override {
    std::fill(membrane_.begin(), membrane_.end(), 0.0);
    std::fill(current_.begin(), current_.end(), 0.0);
    std::fill(refractory_left_.begin(), refractory_left_.end(), 0u);
  }

  std::uint32_t step(std::uint32_t neuron, const Accumulator& input) override {
    return advance(neuron, input.integer(neuron));
  }
  void step_all(const Accumulator& input, std::vector<NeuronSpike>& spikes) override {
    if (together_ && input.integers() != nullptr) {
      step_together(input.integers(), spikes);
      return;
    }
    for (std::uint32_t neuron = 0; neuron < membrane_.size(); ++neuron) {
      const std::uint32_t count = advance(neuron, input.integer(neuron));
      if (count > 0) spikes.push_back({neuron, count, neuron});
    }
  }
  std::uint32_t step_silent(std::uint32_t neuron) override { return advance(neuron, 0); }
  double membrane(std::uint32_t neuron) const override { return membrane_[neuron]; }
  void keep_distances() override { distance_.assign(membrane_.size(), 0.0); }
  double distance(std::uint32_t neuron) const override { return distance_[neuron]; }

 private:
  bool above(std::int64_t v, std::int64_t threshold) const {
    return spec_.compare_equal ? v >= threshold : v > threshold;
  }

  /// q(state * decay / 2^decay_bits).
  std::int64_t decayed(std::int64_t state, std::int64_t decay) const {
    if (narrow_) {
      const std::int64_t product = state * decay;
      const bool down = spec_.round_to_floor || product >= 0;
      return down ? product >> spec_.decay_bits : -((-product) >> spec_.decay_bits);
    }
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
      const auto before = static_cast<std::int64_t>(current_[neuron]);
      const std::int64_t after = decayed(before, current_decay_[neuron]) + input;
      input = spec_.previous_current ? before : after;
      current_[neuron] = static_cast<double>(saturated(after));
    }
    const auto state = static_cast<std::int64_t>(membrane_[neuron]);
    std::int64_t v = decayed(state, membrane_decay_[neuron]) + input + membrane_offset_[neuron];
    std::uint32_t spikes = 0;
    if (spec_.refractory > 0 && refractory_left_[neuron] > 0) {
      v = state;
      --refractory_left_[neuron];
      keep_distance(neuron, std::numeric_limits<double>::quiet_NaN());
    } else if (spec_.spiking) {
      keep_distance(neuron, static_cast<double>(v - threshold_[neuron]));
      spikes = fire(neuron, v);
      if (spec_.has_low_threshold && spikes == 0) rise(neuron, v);
    }
    if (spec_.has_clip) v = std::max(v, clip_low_[neuron]);
    membrane_[neuron] = static_cast<double>(saturated(v));
    return spikes;
  }

  /// `advance` of all neurons, an operation at a time, in doubles that hold whole numbers: loops
  /// that the compiler vectorises, exact under the conditions of steps_in_double.
  void step_together(const std::int32_t* accumulated, std::vector<NeuronSpike>& spikes) {
    integrate(accumulated, next_.data());
    if (spec_.spiking) {
      const auto threshold = static_cast<double>(threshold_[0]);
      for (std::size_t n = 0; n < distance_.size(); ++n) distance_[n] = next_[n] - threshold;
      for (std::size_t first = 0; first < next_.size(); first += kFiredAtOnce) {
        fire_some(first, std::min(first + kFiredAtOnce, next_.size()), spikes);
      }
    }
    const double clip = spec_.has_clip ? static_cast<double>(clip_low_[0]) : lowest();
    const double low = std::max(lowest(), clip), high = static_cast<double>(largest_);
    for (double& v : next_) {
      v = v < low ? low : v;
      v = v > high ? high : v;
    }
    membrane_.swap(next_);
  }

  double lowest() const { return static_cast<double>(-largest_ - 1); }

  void integrate(const std::int32_t* __restrict accumulated, double* __restrict next) {
    const double scale = std::ldexp(1.0, static_cast<int>(spec_.fraction_bits));
    const double decay = factor(membrane_decay_[0]);
    const auto bias = static_cast<double>(bias_[0]);
    const auto offset = static_cast<double>(membrane_offset_[0]);
    const double down = spec_.round_to_floor ? 1.0 : 0.0;
    const double* __restrict const membrane = membrane_.data();
    const std::size_t count = membrane_.size();
    if (!spec_.has_current) {
      for (std::size_t n = 0; n < count; ++n) {
        next[n] = rounded(membrane[n] * decay, down) + (accumulated[n] * scale + bias) + offset;
      }
      return;
    }
    const double current_decay = factor(current_decay_[0]);
    const double low = lowest(), high = static_cast<double>(largest_);
    double* __restrict const current = current_.data();
    const bool previous = spec_.previous_current;
    for (std::size_t n = 0; n < count; ++n) {
      const double before = current[n];
      const double after = rounded(before * current_decay, down) + (accumulated[n] * scale + bias);
      const double floored = after < low ? low : after;
      current[n] = floored > high ? high : floored;
      const double input = previous ? before : after;
      next[n] = rounded(membrane[n] * decay, down) + input + offset;
    }
  }

  double factor(std::int64_t decay) const {
    return std::ldexp(static_cast<double>(decay), -static_cast<int>(spec_.decay_bits));
  }

  /// Toward zero, or (down: 1) to floor. Precondition: |x| < 2^31.
  static double rounded(double x, double down) {
    const double whole = static_cast<std::int32_t>(x);
    return whole - (whole > x ? down : 0.0);
  }

  /// Most stretches of neurons have none that fires: that is found out without a branch a neuron.
  void fire_some(std::size_t first, std::size_t end, std::vector<NeuronSpike>& spikes) {
    const auto threshold = static_cast<double>(threshold_[0]);
    std::int64_t any = 0;
    for (std::size_t n = first; n < end; ++n) any |= next_[n] >= threshold ? -1 : 0;
    if (any == 0) return;
    for (std::size_t n = first; n < end; ++n) {
      const auto neuron = static_cast<std::uint32_t>(n);
      auto v = static_cast<std::int64_t>(next_[n]);
      const std::uint32_t count = fire(neuron, v);
      next_[n] = static_cast<double>(v);
      if (count > 0) spikes.push_back({neuron, count, neuron});
    }
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
  bool narrow_;    ///< the product of a state and a decay fits 64 bits
  bool together_;  ///< step_together computes the same
  /// Whole numbers of at most 48 bits.
  std::vector<double> membrane_, current_;
  std::vector<double> next_;  ///< membranes of the step that is being made
  std::vector<std::uint32_t> refractory_left_;
  std::vector<double> distance_;  ///< empty unless kept
};

}  // namespace

std::unique_ptr<NeuronArithmetic> make_fixed_neurons(const NeuronSpec& spec, std::uint32_t count) {
  return std::make_unique<FixedNeurons>(spec, count);
}

}  // namespace engram::hw
