#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "hw/core/neuron_arithmetic.hpp"
#include "hw/core/parameter.hpp"
#include "hw/kernels/neuron_step.hpp"

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

/// Whether a step is exact in double (products, sums and twice a state stay below 2^52), and every
/// parameter the same for all neurons.
bool steps_in_double(const NeuronSpec& spec) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 48;
  const NeuronSpec::Integer& p = spec.integer;
  const auto plain = [](const std::vector<std::int64_t>& values) {
    return values.size() <= 1 && all_within(values, kLimit);
  };
  return spec.refractory == 0 && !spec.has_low_threshold && spec.fraction_bits <= 16 &&
         spec.state_bits <= 48 && spec.state_bits + spec.decay_bits <= 52 &&
         decays_within_one(spec) && p.membrane_decay.size() == 1 && p.current_decay.size() <= 1 &&
         plain(p.membrane_offset) && plain(p.bias) && plain(p.threshold) && plain(p.clip_low);
}

/// What all neurons do together; nothing where they cannot.
std::optional<WholeStep> whole_step_of(const NeuronSpec& spec) {
  if (!steps_in_double(spec)) return std::nullopt;
  const NeuronSpec::Integer& p = spec.integer;
  const auto fraction = [&](std::int64_t decay) {
    return std::ldexp(static_cast<double>(decay), -static_cast<int>(spec.decay_bits));
  };
  WholeStep step;
  step.membrane_decay = fraction(p.membrane_decay[0]);
  step.membrane_offset = static_cast<double>(p.membrane_offset[0]);
  step.scale = std::ldexp(1.0, static_cast<int>(spec.fraction_bits));
  step.bias = static_cast<double>(p.bias[0]);
  if (spec.has_current) step.current_decay = fraction(p.current_decay[0]);
  step.threshold =
      spec.spiking ? static_cast<double>(p.threshold[0]) : std::numeric_limits<double>::infinity();
  step.lowest = -std::ldexp(1.0, static_cast<int>(spec.state_bits) - 1);
  step.highest = -step.lowest - 1;
  step.lowest_membrane =
      spec.has_clip ? std::max(step.lowest, static_cast<double>(p.clip_low[0])) : step.lowest;
  step.previous_current = spec.previous_current;
  step.round_to_floor = spec.round_to_floor;
  return step;
}

/// What a step of neurons in 32 bits can take from an accumulator, as a magnitude; nothing where
/// sums of a step may leave 32 bits.
std::optional<std::uint64_t> narrow_input_limit(const NeuronSpec& spec) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 30;
  const NeuronSpec::Integer& p = spec.integer;
  const auto fits = [](const std::vector<std::int64_t>& values, std::int64_t lowest) {
    return std::all_of(values.begin(), values.end(),
                       [&](std::int64_t v) { return v >= lowest && v <= kLimit; });
  };
  const bool narrow =
      steps_in_double(spec) && spec.state_bits <= 30 && spec.decay_bits <= 14 &&
      fits(p.membrane_decay, 0) && (!spec.has_current || fits(p.current_decay, 0)) &&
      (!spec.spiking || (fits(p.threshold, -kLimit) && fits(p.reset_value, -kLimit))) &&
      (!spec.has_clip || fits(p.clip_low, -kLimit));
  if (!narrow) return std::nullopt;
  // drive (a decayed current and the input) + a decayed membrane + offset; no membrane is as large
  // as the threshold of neurons that have none
  const std::int64_t rest =
      (std::int64_t{1} << spec.state_bits) + std::abs(p.bias[0]) + std::abs(p.membrane_offset[0]);
  const std::int64_t room = std::numeric_limits<std::int32_t>::max() - 1 - rest;
  if (room < 0) return std::nullopt;
  return static_cast<std::uint64_t>(room) >> spec.fraction_bits;
}

/// Precondition: narrow_input_limit has a value.
NarrowStep narrow_step_of(const NeuronSpec& spec) {
  const NeuronSpec::Integer& p = spec.integer;
  const auto narrow = [](std::int64_t value) { return static_cast<std::int32_t>(value); };
  NarrowStep step;
  step.membrane_decay = narrow(p.membrane_decay[0]);
  step.membrane_offset = narrow(p.membrane_offset[0]);
  step.bias = narrow(p.bias[0]);
  if (spec.has_current) step.current_decay = narrow(p.current_decay[0]);
  step.threshold = spec.spiking ? narrow(p.threshold[0]) : std::numeric_limits<std::int32_t>::max();
  step.lowest = -(1 << (spec.state_bits - 1));
  step.highest = -step.lowest - 1;
  step.lowest_membrane = spec.has_clip ? std::max(step.lowest, narrow(p.clip_low[0])) : step.lowest;
  step.decay_bits = spec.decay_bits;
  step.fraction_bits = spec.fraction_bits;
  step.previous_current = spec.previous_current;
  step.round_to_floor = spec.round_to_floor;
  return step;
}

/// `State`: 32 bits where narrow_input_limit has a value, else doubles that hold whole numbers.
template <class State>
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
        step_(step_of(spec_)),
        input_limit_(narrow_input_limit(spec_).value_or(0)),
        membrane_(count, State{0}),
        current_(spec.has_current ? count : 0, State{0}),
        reached_(words_of_bits(count), 0),
        refractory_left_(spec.refractory > 0 ? count : 0, 0) {}

  void reset() override {
    std::fill(membrane_.begin(), membrane_.end(), State{0});
    std::fill(current_.begin(), current_.end(), State{0});
    std::fill(refractory_left_.begin(), refractory_left_.end(), 0u);
  }

  std::uint32_t step(std::uint32_t neuron, const Accumulator& input) override {
    return advance(neuron, input.integer(neuron));
  }
  void step_all(const Accumulator& input, std::vector<NeuronSpike>& spikes) override {
    if (step_ && input.integers() != nullptr && (!kNarrow || input.bound() <= input_limit_)) {
      step_together(input.integers(), spikes);
      return;
    }
    for (std::uint32_t neuron = 0; neuron < membrane_.size(); ++neuron) {
      const std::uint32_t count = advance(neuron, input.integer(neuron));
      if (count > 0) spikes.push_back({neuron, count, neuron});
    }
  }
  std::uint32_t step_silent(std::uint32_t neuron) override { return advance(neuron, 0); }
  double membrane(std::uint32_t neuron) const override {
    return static_cast<double>(membrane_[neuron]);
  }
  void keep_distances() override {
    distance_.assign(membrane_.size(), 0.0);
    if (kNarrow) before_.assign(membrane_.size(), 0);
  }
  double distance(std::uint32_t neuron) const override { return distance_[neuron]; }

 private:
  static constexpr bool kNarrow = std::is_same_v<State, std::int32_t>;
  using Step = std::conditional_t<kNarrow, NarrowStep, WholeStep>;

  static std::optional<Step> step_of(const NeuronSpec& spec) {
    if constexpr (kNarrow) {
      return narrow_step_of(spec);
    } else {
      return whole_step_of(spec);
    }
  }

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

  std::int64_t clipped(std::uint32_t neuron, std::int64_t v) const {
    return spec_.has_clip ? std::max(v, clip_low_[neuron]) : v;
  }

  std::uint32_t advance(std::uint32_t neuron, std::int64_t accumulated) {
    std::int64_t input = (accumulated << spec_.fraction_bits) + bias_[neuron];
    if (spec_.has_current) {
      const auto before = static_cast<std::int64_t>(current_[neuron]);
      const std::int64_t after = decayed(before, current_decay_[neuron]) + input;
      input = spec_.previous_current ? before : after;
      current_[neuron] = static_cast<State>(saturated(after));
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
    membrane_[neuron] = static_cast<State>(saturated(clipped(neuron, v)));
    return spikes;
  }

  /// `advance` of all neurons, many at a time: exact under the conditions of steps_in_double or
  /// narrow_input_limit.
  void step_together(const std::int32_t* accumulated, std::vector<NeuronSpike>& spikes) {
    State* const current = spec_.has_current ? current_.data() : nullptr;
    const bool watched = spec_.spiking && !distance_.empty();
    if constexpr (kNarrow) {
      step_narrow(accumulated, membrane_.size(), *step_, current, membrane_.data(), reached_.data(),
                  watched ? before_.data() : nullptr);
      if (watched) std::copy(before_.begin(), before_.end(), distance_.begin());
    } else {
      step_whole(accumulated, membrane_.size(), *step_, current, membrane_.data(), reached_.data(),
                 watched ? distance_.data() : nullptr);
    }
    if (spec_.spiking) fire_together(spikes);
  }

  void fire_together(std::vector<NeuronSpike>& spikes) {
    for (double& distance : distance_) distance -= static_cast<double>(threshold_[0]);
    visit_bits(reached_, [&](std::uint32_t neuron) {
      auto v = static_cast<std::int64_t>(membrane_[neuron]);
      const std::uint32_t count = fire(neuron, v);
      membrane_[neuron] = static_cast<State>(saturated(clipped(neuron, v)));
      if (count > 0) spikes.push_back({neuron, count, neuron});
    });
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
  bool narrow_;                ///< the product of a state and a decay fits 64 bits
  std::optional<Step> step_;   ///< what all do together; nothing where they cannot
  std::uint64_t input_limit_;  ///< of step_, in 32 bits
  std::vector<State> membrane_, current_;
  std::vector<State> before_;           ///< empty unless distances are kept in 32 bits
  std::vector<std::uint64_t> reached_;  ///< a bit a neuron: at the threshold in this step
  std::vector<std::uint32_t> refractory_left_;
  std::vector<double> distance_;  ///< empty unless kept
};

}  // namespace

std::unique_ptr<NeuronArithmetic> make_fixed_neurons(const NeuronSpec& spec, std::uint32_t count) {
  if (narrow_input_limit(spec)) return std::make_unique<FixedNeurons<std::int32_t>>(spec, count);
  return std::make_unique<FixedNeurons<double>>(spec, count);
}

}  // namespace engram::hw
