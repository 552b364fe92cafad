#include "hw/kernels/neuron_step.hpp"

#include <algorithm>

// Highway compiles what lies between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for every
// instruction set, by including this file again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "hw/kernels/neuron_step.cpp"
#include <hwy/foreach_target.h>
// After it:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace engram::hw::HWY_NAMESPACE {

template <class Input>
HWY_INLINE void step_reals(const Input* __restrict input, std::size_t count, const RealStep& step,
                           double* __restrict current, double* __restrict membrane) {
  const auto [decay, gain, offset, bias, current_decay, current_gain, previous] = step;
  if (current == nullptr) {
    for (std::size_t n = 0; n < count; ++n) {
      const double x = static_cast<double>(input[n]) + bias;
      membrane[n] = decay * membrane[n] + gain * x + offset;
    }
    return;
  }
  for (std::size_t n = 0; n < count; ++n) {
    const double x = static_cast<double>(input[n]) + bias;
    const double before = current[n];
    const double after = current_decay * before + current_gain * x;
    current[n] = after;
    const double drive = previous ? before : after;
    membrane[n] = decay * membrane[n] + gain * drive + offset;
  }
}

void step_from_sums(const std::int32_t* input, std::size_t count, const RealStep& step,
                    double* current, double* membrane) {
  step_reals(input, count, step, current, membrane);
}

void step_from_numbers(const double* input, std::size_t count, const RealStep& step,
                       double* current, double* membrane) {
  step_reals(input, count, step, current, membrane);
}

/// Toward zero, or (down: 1) to floor. Adding and taking away kWhole rounds to the nearest whole
/// number, which is then at most one too far. Precondition: |x| < 2^51.
HWY_INLINE double rounded(double x, double down) {
  constexpr double kWhole = 0x1.8p52;
  const double nearest = (x + kWhole) - kWhole;
  const double above = nearest > x ? 1.0 : 0.0;
  const double below = nearest < x ? 1.0 : 0.0;
  return nearest - (x < 0.0 ? above * down - below * (1.0 - down) : above);
}

void step_whole(const std::int32_t* __restrict input, std::size_t count, const WholeStep& step,
                double* __restrict current, double* __restrict membrane) {
  const double decay = step.membrane_decay, offset = step.membrane_offset;
  const double scale = step.scale, bias = step.bias, current_decay = step.current_decay;
  const double low = step.lowest, high = step.highest;
  const double down = step.round_to_floor ? 1.0 : 0.0;
  const bool previous = step.previous_current;
  if (current == nullptr) {
    for (std::size_t n = 0; n < count; ++n) {
      membrane[n] = rounded(membrane[n] * decay, down) + (input[n] * scale + bias) + offset;
    }
    return;
  }
  for (std::size_t n = 0; n < count; ++n) {
    const double before = current[n];
    const double after = rounded(before * current_decay, down) + (input[n] * scale + bias);
    const double floored = after < low ? low : after;
    current[n] = floored > high ? high : floored;
    const double drive = previous ? before : after;
    membrane[n] = rounded(membrane[n] * decay, down) + drive + offset;
  }
}

void find_reached(const double* values, std::size_t count, double threshold,
                  std::uint64_t* reached) {
  for (std::size_t first = 0; first < count; first += 64) {
    const std::size_t size = std::min<std::size_t>(64, count - first);
    std::uint64_t bits = 0;
    for (std::size_t n = 0; n < size; ++n) {
      bits |= std::uint64_t{values[first + n] >= threshold} << n;
    }
    reached[first / 64] = bits;
  }
}

void clamp_all(double* values, std::size_t count, double lowest, double highest) {
  for (std::size_t n = 0; n < count; ++n) {
    const double floored = values[n] < lowest ? lowest : values[n];
    values[n] = floored > highest ? highest : floored;
  }
}

}  // namespace engram::hw::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace engram::hw {
namespace {
HWY_EXPORT(step_from_sums);
HWY_EXPORT(step_from_numbers);
HWY_EXPORT(step_whole);
HWY_EXPORT(find_reached);
HWY_EXPORT(clamp_all);
}  // namespace

void step_real(const std::int32_t* input, std::size_t count, const RealStep& step, double* current,
               double* membrane) {
  HWY_DYNAMIC_DISPATCH(step_from_sums)(input, count, step, current, membrane);
}

void step_real(const double* input, std::size_t count, const RealStep& step, double* current,
               double* membrane) {
  HWY_DYNAMIC_DISPATCH(step_from_numbers)(input, count, step, current, membrane);
}

void step_whole(const std::int32_t* input, std::size_t count, const WholeStep& step,
                double* current, double* membrane) {
  HWY_DYNAMIC_DISPATCH(step_whole)(input, count, step, current, membrane);
}

void find_reached(const double* values, std::size_t count, double threshold,
                  std::uint64_t* reached) {
  HWY_DYNAMIC_DISPATCH(find_reached)(values, count, threshold, reached);
}

void clamp_all(double* values, std::size_t count, double lowest, double highest) {
  HWY_DYNAMIC_DISPATCH(clamp_all)(values, count, lowest, highest);
}

}  // namespace engram::hw
#endif
