#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "hw/core/neuron_arithmetic.hpp"

namespace engram::hw {
namespace {

// With |accumulator << fraction| <= 2^61, states below 2^47, decays below 2^32 and every other
// parameter at most 2^60, no sum of a step leaves 64 bits.
constexpr std::uint64_t kInputLimit = std::uint64_t{1} << 61;
constexpr std::int64_t kParameterLimit = std::int64_t{1} << 60;
constexpr std::int64_t kDecayLimit = std::int64_t{1} << 12;
// Whole numbers up to here are exact in double.
constexpr std::uint64_t kDoubleLimit = std::uint64_t{1} << 53;

/// A fault of the parameters; check_neurons adds whose they are.
[[noreturn]] void refuse(const std::string& what) {
  throw std::invalid_argument(what);
}

template <class Value>
void check_size(const std::vector<Value>& values, std::uint32_t count, const char* name) {
  if (values.size() == 1 || (values.size() == count && count > 0)) return;
  refuse(std::string(name) + " has " + std::to_string(values.size()) + " entries, expected 1 or " +
         std::to_string(count));
}

void check_float(const NeuronSpec& spec, std::uint32_t count) {
  const NeuronSpec::Float& p = spec.real;
  const auto check = [&](const std::vector<double>& values, const char* name) {
    check_size(values, count, name);
    for (const double value : values) {
      if (!std::isfinite(value)) refuse(std::string(name) + " is not a finite number");
    }
  };
  if (spec.has_current) check(p.current_decay, "current_decay");
  if (spec.has_current) check(p.current_gain, "current_gain");
  check(p.membrane_decay, "membrane_decay");
  check(p.membrane_gain, "membrane_gain");
  check(p.membrane_offset, "membrane_offset");
  check(p.bias, "bias");
  if (spec.has_clip) check(p.clip_low, "clip_low");
  if (!spec.spiking) return;
  check(p.threshold, "threshold");
  if (spec.reset == ResetKind::value) check(p.reset_value, "reset_value");
  if (spec.has_low_threshold) check(p.low_threshold, "low_threshold");
  if (spec.has_low_threshold && spec.reset == ResetKind::value) check(p.low_reset, "low_reset");
  if (!spec.multi_spike) return;
  if (std::any_of(p.threshold.begin(), p.threshold.end(), [](double t) { return !(t > 0); })) {
    refuse("multi-spike needs a threshold above 0");
  }
}

void check_fixed(const NeuronSpec& spec, std::uint32_t count) {
  const NeuronSpec::Integer& p = spec.integer;
  const auto check = [&](const std::vector<std::int64_t>& values, std::int64_t limit,
                         const char* name) {
    check_size(values, count, name);
    for (const std::int64_t value : values) {
      if (value >= -limit && value <= limit) continue;
      refuse(std::string(name) + " " + std::to_string(value) + " is beyond +-" +
             std::to_string(limit));
    }
  };
  if (spec.state_bits < 2 || spec.state_bits > 48) {
    refuse("state_bits " + std::to_string(spec.state_bits) + " is outside 2..48");
  }
  if (spec.fraction_bits > 32) refuse("fraction_bits is above 32");
  if (spec.decay_bits > 48) refuse("decay_bits is above 48");
  // |decay| <= 2^12 in value keeps a decayed state below 2^60.
  const std::int64_t decay_limit = kDecayLimit << spec.decay_bits;
  if (spec.has_current) check(p.current_decay, decay_limit, "current_decay");
  check(p.membrane_decay, decay_limit, "membrane_decay");
  check(p.membrane_offset, kParameterLimit, "membrane_offset");
  check(p.bias, kParameterLimit, "bias");
  if (spec.has_clip) check(p.clip_low, kParameterLimit, "clip_low");
  if (!spec.spiking) return;
  check(p.threshold, kParameterLimit, "threshold");
  if (spec.reset == ResetKind::value) check(p.reset_value, kParameterLimit, "reset_value");
  if (spec.has_low_threshold) check(p.low_threshold, kParameterLimit, "low_threshold");
  if (spec.has_low_threshold && spec.reset == ResetKind::value) {
    check(p.low_reset, kParameterLimit, "low_reset");
  }
  if (!spec.multi_spike) return;
  if (std::any_of(p.threshold.begin(), p.threshold.end(), [](auto t) { return t <= 0; })) {
    refuse("multi-spike needs a threshold above 0");
  }
}

}  // namespace

std::uint64_t accumulator_limit(const NeuronSpec& spec) {
  return spec.fixed ? std::min(kDoubleLimit, kInputLimit >> spec.fraction_bits) : kDoubleLimit;
}

void check_neurons(const NeuronSpec& spec, std::uint32_t count, const std::string& population) {
  try {
    if (spec.multi_spike && spec.reset != ResetKind::subtract) {
      refuse("multi-spike resets by subtraction only");
    }
    if (spec.fixed) {
      check_fixed(spec, count);
    } else {
      check_float(spec, count);
    }
  } catch (const std::invalid_argument& fault) {
    throw std::invalid_argument("population '" + population + "': " + fault.what());
  }
}

}  // namespace engram::hw
