#include "workloads/reference/neurons.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

namespace engram::workloads::reference {
namespace {

template <class Number>
bool above(Compare compare, Number membrane, Number threshold) {
  return compare == Compare::greater ? membrane > threshold : membrane >= threshold;
}

/// A whole number of spikes close to membrane / threshold; exact in integers. 0 where there is
/// none.
double quotient(double membrane, double threshold) {
  return membrane > 0 ? std::floor(membrane / threshold) : 0;
}
std::int64_t quotient(std::int64_t membrane, std::int64_t threshold) {
  return membrane > 0 ? membrane / threshold : 0;
}

/// The largest n >= 0 for which n = 0 or above(v - (n - 1) threshold). A division finds the
/// neighbourhood; the definition itself decides, because a quotient of doubles is rounded.
template <class Number>
Number multiple_spikes(Compare compare, Number membrane, Number threshold) {
  const auto emits = [&](Number n) {
    return n <= 0 || above<Number>(compare, membrane - (n - 1) * threshold, threshold);
  };
  Number n = quotient(membrane, threshold);
  if (!(n < 4294967295)) {  // nor infinity, nor NaN
    throw std::overflow_error("a neuron emits more spikes in one timestep than 32 bits count");
  }
  while (!emits(n)) --n;
  while (emits(n + 1)) ++n;
  return n;
}

/// Compare, emit and reset.
template <class Number>
std::uint32_t spikes_of(const NeuronStep& step, Number threshold, Number reset_value,
                        Number& membrane) {
  if (step.multi_spike) {
    const Number n = multiple_spikes(step.compare, membrane, threshold);
    membrane -= n * threshold;
    return static_cast<std::uint32_t>(n);
  }
  if (!above(step.compare, membrane, threshold)) return 0;
  switch (step.reset) {
    case Reset::zero:
      membrane = 0;
      break;
    case Reset::subtract:
      membrane -= threshold;
      break;
    case Reset::value:
      membrane = reset_value;
      break;
  }
  return 1;
}

/// The numbers of one neuron that follow the membrane equation.
template <class Number>
struct Limits {
  Number threshold, reset_value;
  std::optional<Number> low_threshold;
  Number low_reset;
};

/// What follows the membrane equation. `moved` is the membrane that it gave.
template <class Number>
std::uint32_t finish(const NeuronStep& step, Number moved, const Limits<Number>& limits,
                     NeuronState<Number>& state) {
  state.distance.reset();
  if (state.refractory_left > 0) {
    --state.refractory_left;
    return 0;  // the membrane stays, the input is lost
  }
  state.membrane = moved;
  if (!step.spiking) return 0;
  state.distance = moved - limits.threshold;
  const std::uint32_t spikes =
      spikes_of(step, limits.threshold, limits.reset_value, state.membrane);
  if (spikes > 0) {
    state.refractory_left = step.refractory;
  } else if (limits.low_threshold && state.membrane < *limits.low_threshold) {
    state.membrane = step.reset == Reset::subtract ? state.membrane - *limits.low_threshold
                     : step.reset == Reset::value  ? limits.low_reset
                                                   : Number{0};
  }
  return spikes;
}

std::int64_t of(const std::vector<std::int64_t>& values, std::size_t n) {
  return values.size() == 1 ? values[0] : values.at(n);
}

/// q(state decay / 2^bits).
std::int64_t decayed(std::int64_t state, std::int64_t decay, const FixedStep& fixed) {
  const std::int64_t product = state * decay;
  const std::int64_t divisor = std::int64_t{1} << fixed.decay_bits;
  const std::int64_t toward_zero = product / divisor;
  const bool lower = fixed.rounding == Rounding::floor && product % divisor < 0;
  return lower ? toward_zero - 1 : toward_zero;
}

std::int64_t saturated(std::int64_t value, unsigned bits) {
  const std::int64_t top = (std::int64_t{1} << (bits - 1)) - 1;
  return std::clamp(value, -top - 1, top);
}

}  // namespace

std::uint32_t advance(const NeuronStep& step, std::size_t n, double accumulated,
                      NeuronState<double>& state) {
  const double x = accumulated + step.bias[n];
  double drive = x;
  if (step.has_current) {
    const double old = state.current;
    state.current = step.current_decay[n] * state.current + step.current_gain[n] * x;
    drive = step.previous_current ? old : state.current;
  }
  const double moved = step.membrane_decay[n] * state.membrane + step.membrane_gain[n] * drive +
                       step.membrane_offset[n];
  Limits<double> limits{step.threshold[n], step.reset_value[n], std::nullopt, step.low_reset[n]};
  if (step.low_threshold) limits.low_threshold = (*step.low_threshold)[n];
  const std::uint32_t spikes = finish(step, moved, limits, state);
  if (step.clip_low) state.membrane = std::max(state.membrane, (*step.clip_low)[n]);
  return spikes;
}

std::uint32_t advance(const NeuronStep& step, const FixedStep& fixed, std::size_t n,
                      std::int64_t accumulated, NeuronState<std::int64_t>& state) {
  const std::int64_t one = std::int64_t{1} << fixed.fraction_bits;
  const std::int64_t x = accumulated * one + of(fixed.bias, n);
  std::int64_t drive = x;
  if (step.has_current) {
    const std::int64_t old = state.current;
    state.current = decayed(state.current, of(fixed.current_decay, n), fixed) + x;
    drive = step.previous_current ? old : state.current;
  }
  const std::int64_t moved = decayed(state.membrane, of(fixed.membrane_decay, n), fixed) + drive +
                             of(fixed.membrane_offset, n);
  Limits<std::int64_t> limits{of(fixed.threshold, n), of(fixed.reset_value, n), std::nullopt, 0};
  if (!fixed.low_threshold.empty()) {
    limits.low_threshold = of(fixed.low_threshold, n);
    if (step.reset == Reset::value) limits.low_reset = of(fixed.low_reset, n);
  }
  const std::uint32_t spikes = finish(step, moved, limits, state);
  if (!fixed.clip_low.empty()) state.membrane = std::max(state.membrane, of(fixed.clip_low, n));
  state.current = saturated(state.current, fixed.state_bits);
  state.membrane = saturated(state.membrane, fixed.state_bits);
  return spikes;
}

}  // namespace engram::workloads::reference
