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
namespace simd = ::hwy::HWY_NAMESPACE;

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

/// A vector of neurons. A zero that is rounded from below is negative until something is added.
template <bool down, class Doubles>
HWY_INLINE void step_wholes(Doubles doubles, const std::int32_t* input, const WholeStep& step,
                            double* current, double* membrane) {
  const simd::Rebind<std::int32_t, Doubles> integers;
  const auto all = [&](double value) { return simd::Set(doubles, value); };
  const auto decayed = [&](auto state, double decay) {
    const auto product = simd::Mul(state, all(decay));
    return down ? simd::Floor(product) : simd::Trunc(product);
  };
  const auto sums = simd::PromoteTo(doubles, simd::LoadU(integers, input));
  auto drive = simd::Add(simd::Mul(sums, all(step.scale)), all(step.bias));
  if (current != nullptr) {
    const auto before = simd::LoadU(doubles, current);
    const auto after = simd::Add(decayed(before, step.current_decay), drive);
    const auto floored = simd::Max(after, all(step.lowest));
    simd::StoreU(simd::Min(floored, all(step.highest)), doubles, current);
    drive = step.previous_current ? before : after;
  }
  const auto left = decayed(simd::LoadU(doubles, membrane), step.membrane_decay);
  simd::StoreU(simd::Add(simd::Add(left, drive), all(step.membrane_offset)), doubles, membrane);
}

template <bool down>
HWY_INLINE void step_all_wholes(const std::int32_t* input, std::size_t count, const WholeStep& step,
                                double* current, double* membrane) {
  const simd::ScalableTag<double> vector;
  const simd::CappedTag<double, 1> single;
  const auto of = [&](std::size_t n) { return current == nullptr ? nullptr : current + n; };
  std::size_t n = 0;
  for (; n + simd::Lanes(vector) <= count; n += simd::Lanes(vector)) {
    step_wholes<down>(vector, input + n, step, of(n), membrane + n);
  }
  for (; n < count; ++n) step_wholes<down>(single, input + n, step, of(n), membrane + n);
}

void step_whole(const std::int32_t* input, std::size_t count, const WholeStep& step,
                double* current, double* membrane) {
  if (step.round_to_floor) {
    step_all_wholes<true>(input, count, step, current, membrane);
  } else {
    step_all_wholes<false>(input, count, step, current, membrane);
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
