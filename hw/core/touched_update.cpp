#include "hw/core/touched_update.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace engram::hw {
namespace {

template <class Value>
bool all_zero(const std::vector<Value>& values) {
  return std::all_of(values.begin(), values.end(), [](Value value) { return value == Value{0}; });
}

/// The same parameters for either arithmetic; `one` is a decay of 1.
template <class Value, class Parameters>
Silence check(const NeuronSpec& spec, const Parameters& parameters, Value one,
              const std::string& population) {
  const auto refuse = [&](const std::string& reason) {
    throw std::invalid_argument("update 'touched' is not legal for population '" + population +
                                "': " + reason);
  };
  const auto any = [](const std::vector<Value>& values, auto predicate) {
    return std::any_of(values.begin(), values.end(), predicate);
  };
  if (spec.has_current) refuse("its synaptic current changes the membrane without input");
  if (spec.refractory > 0) refuse("it counts refractory timesteps");
  if (!all_zero(parameters.bias)) refuse("it has a bias");
  if (!all_zero(parameters.membrane_offset)) refuse("its membrane has an offset");
  if (spec.has_clip && any(parameters.clip_low, [](Value v) { return v > 0; })) {
    refuse("it is clipped above 0");
  }
  if (any(parameters.membrane_decay, [one](Value d) { return d < 0 || d > one; })) {
    refuse("its membrane decay is outside 0..1");
  }
  if (spec.spiking) {
    const auto fires = [&](Value v, Value threshold) {
      return spec.compare_equal ? v >= threshold : v > threshold;
    };
    if (any(parameters.threshold, [&](Value t) { return fires(0, t); })) {
      refuse("it spikes without input (threshold too low)");
    }
    const auto lowest = *std::min_element(parameters.threshold.begin(), parameters.threshold.end());
    if (spec.reset == ResetKind::value &&
        any(parameters.reset_value, [&](Value v) { return fires(v, lowest); })) {
      refuse("its reset value is above the threshold");
    }
    if (spec.has_low_threshold && spec.reset == ResetKind::subtract) {
      refuse("its low threshold can lift the membrane several steps in a row");
    }
    if (spec.has_low_threshold && any(parameters.low_threshold, [](Value v) { return v > 0; })) {
      refuse("its low threshold is above 0");
    }
    if (spec.has_low_threshold && spec.reset == ResetKind::value &&
        any(parameters.low_reset, [&](Value v) { return fires(v, lowest); })) {
      refuse("its low reset value is above the threshold");
    }
  }
  const bool still = !any(parameters.membrane_decay, [one](Value d) { return d != one; });
  return still ? Silence::identity : Silence::decay;
}

}  // namespace

Silence check_touched(const NeuronSpec& spec, const std::string& population) {
  if (spec.fixed) {
    return check<std::int64_t>(spec, spec.integer, std::int64_t{1} << spec.decay_bits, population);
  }
  return check<double>(spec, spec.real, 1.0, population);
}

}  // namespace engram::hw
