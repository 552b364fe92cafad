#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "hw/core/neuron_arithmetic.hpp"
#include "hw/core/parameter.hpp"
#include "hw/kernels/neuron_step.hpp"

namespace engram::hw {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Whether all neurons have the parameters of the first, as far as they are computed together.
bool same_for_all(const NeuronSpec::Float& real) {
  const auto same = [](const std::vector<double>& values) { return values.size() <= 1; };
  return same(real.current_decay) && same(real.current_gain) && same(real.membrane_decay) &&
         same(real.membrane_gain) && same(real.membrane_offset) && same(real.threshold) &&
         same(real.clip_low) && same(real.bias);
}

/// Precondition: same_for_all.
RealStep real_step_of(const NeuronSpec& spec) {
  const NeuronSpec::Float& p = spec.real;
  RealStep step{p.membrane_decay[0], p.membrane_gain[0], p.membrane_offset[0], p.bias[0]};
  step.threshold = spec.spiking ? p.threshold[0] : kInfinity;
  step.lowest = spec.has_clip ? p.clip_low[0] : -kInfinity;
  if (!spec.has_current) return step;
  step.current_decay = p.current_decay[0];
  step.current_gain = p.current_gain[0];
  step.previous_current = spec.previous_current;
  return step;
}

class FloatNeurons final : public NeuronArithmetic {
 public:
  FloatNeurons(const NeuronSpec& spec, std::uint32_t count)
      : spec_(spec),
        current_decay_(spec_.real.current_decay),
        current_gain_(spec_.real.current_gain),
        membrane_decay_(spec_.real.membrane_decay),
        membrane_gain_(spec_.real.membrane_gain),
        membrane_offset_(spec_.real.membrane_offset),
        threshold_(spec_.real.threshold),
        reset_value_(spec_.real.reset_value),
        low_threshold_(spec_.real.low_threshold),
        low_reset_(spec_.real.low_reset),
        clip_low_(spec_.real.clip_low),
        bias_(spec_.real.bias),
        uniform_(same_for_all(spec_.real)),
        together_(uniform_ ? real_step_of(spec_) : RealStep{}),
        membrane_(count, 0.0),
        current_(spec.has_current ? count : 0, 0.0),
        reached_(words_of_bits(count), 0),
        refractory_left_(spec.refractory > 0 ? count : 0, 0) {}

  void reset() override {
    std::fill(membrane_.begin(), membrane_.end(), 0.0);
    std::fill(current_.begin(), current_.end(), 0.0);
    std::fill(refractory_left_.begin(), refractory_left_.end(), 0u);
  }

  std::uint32_t step(std::uint32_t neuron, const Accumulator& input) override {
    return advance(neuron, input.number(neuron));
  }
  void step_all(const Accumulator& input, std::vector<NeuronSpike>& spikes) override {
    const bool plain = uniform_ && spec_.refractory == 0 && !spec_.has_low_threshold;
    if (plain && input.real()) {
      step_together(input.numbers(), spikes);
    } else if (plain && input.integers() != nullptr) {
      step_together(input.integers(), spikes);
    } else {
      for (std::uint32_t neuron = 0; neuron < membrane_.size(); ++neuron) {
        const std::uint32_t count = advance(neuron, input.number(neuron));
        if (count > 0) spikes.push_back({neuron, count, neuron});
      }
    }
  }
  std::uint32_t step_silent(std::uint32_t neuron) override { return advance(neuron, 0.0); }
  double membrane(std::uint32_t neuron) const override { return membrane_[neuron]; }
  void keep_distances() override { distance_.assign(membrane_.size(), 0.0); }
  double distance(std::uint32_t neuron) const override { return distance_[neuron]; }

 private:
  bool above(double v, double threshold) const {
    return spec_.compare_equal ? v >= threshold : v > threshold;
  }

  double drive(std::uint32_t neuron, double x) {
    if (!spec_.has_current) return x;
    const double before = current_[neuron];
    const double after = current_decay_[neuron] * before + current_gain_[neuron] * x;
    current_[neuron] = after;
    return spec_.previous_current ? before : after;
  }

  std::uint32_t advance(std::uint32_t neuron, double accumulated) {
    const double input = drive(neuron, accumulated + bias_[neuron]);
    double v = membrane_decay_[neuron] * membrane_[neuron] + membrane_gain_[neuron] * input +
               membrane_offset_[neuron];
    std::uint32_t spikes = 0;
    if (spec_.refractory > 0 && refractory_left_[neuron] > 0) {
      v = membrane_[neuron];
      --refractory_left_[neuron];
      keep_distance(neuron, std::numeric_limits<double>::quiet_NaN());
    } else if (spec_.spiking) {
      keep_distance(neuron, v - threshold_[neuron]);
      spikes = fire(neuron, v);
      if (spec_.has_low_threshold && spikes == 0) rise(neuron, v);
    }
    membrane_[neuron] = clipped(neuron, v);
    return spikes;
  }

  /// `advance` of all neurons, many at a time.
  template <class Input>
  void step_together(const Input* accumulated, std::vector<NeuronSpike>& spikes) {
    double* const current = spec_.has_current ? current_.data() : nullptr;
    double* const before = spec_.spiking && !distance_.empty() ? distance_.data() : nullptr;
    step_real(accumulated, membrane_.size(), together_, current, membrane_.data(), reached_.data(),
              before);
    if (spec_.spiking) fire_together(spikes);
  }

  void fire_together(std::vector<NeuronSpike>& spikes) {
    for (double& distance : distance_) distance -= threshold_[0];
    visit_bits(reached_, [&](std::uint32_t neuron) {
      double& v = membrane_[neuron];
      const std::uint32_t count = fire(neuron, v);
      v = clipped(neuron, v);
      if (count > 0) spikes.push_back({neuron, count, neuron});
    });
  }

  double clipped(std::uint32_t neuron, double v) const {
    return spec_.has_clip && v < clip_low_[neuron] ? clip_low_[neuron] : v;
  }

  void keep_distance(std::uint32_t neuron, double distance) {
    if (!distance_.empty()) distance_[neuron] = distance;
  }

  /// The reset below the low threshold.
  void rise(std::uint32_t neuron, double& v) const {
    if (v >= low_threshold_[neuron]) return;
    if (spec_.reset == ResetKind::zero) {
      v = 0.0;
    } else if (spec_.reset == ResetKind::subtract) {
      v -= low_threshold_[neuron];
    } else {
      v = low_reset_[neuron];
    }
  }

  /// Compares, resets `v`, starts the refractory period; returns the number of spikes.
  std::uint32_t fire(std::uint32_t neuron, double& v) {
    const double threshold = threshold_[neuron];
    if (!above(v, threshold)) return 0;
    std::uint32_t spikes = 1;
    if (spec_.multi_spike) {
      spikes = spikes_in(v, threshold);
      v -= static_cast<double>(spikes) * threshold;
    } else if (spec_.reset == ResetKind::zero) {
      v = 0.0;
    } else if (spec_.reset == ResetKind::subtract) {
      v -= threshold;
    } else {
      v = reset_value_[neuron];
    }
    if (spec_.refractory > 0) refractory_left_[neuron] = spec_.refractory;
    return spikes;
  }

  /// The largest n for which above(v - (n - 1) * threshold). The quotient is a first guess, which
  /// rounding can miss by one either way.
  std::uint32_t spikes_in(double v, double threshold) const {
    if (!above(v - threshold, threshold)) return 1;  // mostly
    double n = std::floor(v / threshold);
    if (!(n < 4294967295.0)) {
      throw std::overflow_error("neuron emits more than 4294967294 spikes in one timestep");
    }
    while (n > 1 && !above(v - (n - 1) * threshold, threshold)) --n;
    while (above(v - n * threshold, threshold)) ++n;
    return n < 1 ? 1 : static_cast<std::uint32_t>(n);
  }

  NeuronSpec spec_;  // before the parameters, which refer to it
  Parameter<double> current_decay_, current_gain_, membrane_decay_, membrane_gain_,
      membrane_offset_, threshold_, reset_value_, low_threshold_, low_reset_, clip_low_, bias_;
  bool uniform_;  ///< every parameter is the same for all neurons
  RealStep together_;
  std::vector<double> membrane_, current_;
  std::vector<std::uint64_t> reached_;  ///< a bit a neuron: at the threshold in this step
  std::vector<std::uint32_t> refractory_left_;
  std::vector<double> distance_;  ///< empty unless kept
};

}  // namespace

std::unique_ptr<NeuronArithmetic> make_float_neurons(const NeuronSpec& spec, std::uint32_t count) {
  return std::make_unique<FloatNeurons>(spec, count);
}

}  // namespace engram::hw
