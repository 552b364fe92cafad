#include "hw/kernels/neuron_step.hpp"

#include <algorithm>
#include <cstring>

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

/// floor(state * decay / 2^bits) without a product of more than 32 bits, or rounded toward zero,
/// which is the floor of what is larger by almost 1 where it is negative.
template <bool down, class Integers, class Vector>
HWY_INLINE Vector decayed(Integers integers, Vector state, std::int32_t decay, unsigned bits) {
  const int shift = static_cast<int>(bits);
  const auto times = simd::Set(integers, decay);
  const auto fraction = simd::Set(integers, (1 << shift) - 1);
  auto low = simd::Mul(simd::And(state, fraction), times);
  if (!down) low = simd::Add(low, simd::And(simd::BroadcastSignBit(state), fraction));
  const auto whole = simd::Mul(simd::ShiftRightSame(state, shift), times);
  return simd::Add(whole, simd::ShiftRightSame(low, shift));
}

/// A vector of neurons; writes a bit for each into whole bytes at `bits`: it reached the threshold.
template <bool down, class Integers>
HWY_INLINE void step_vector(Integers integers, const std::int32_t* input, const NarrowStep& step,
                            std::int32_t* current, std::int32_t* membrane, std::int32_t* before,
                            std::uint8_t* bits) {
  const auto all = [&](std::int32_t value) { return simd::Set(integers, value); };
  const auto sums = simd::LoadU(integers, input);
  auto drive =
      simd::Add(simd::ShiftLeftSame(sums, static_cast<int>(step.fraction_bits)), all(step.bias));
  if (current != nullptr) {
    const auto held = simd::LoadU(integers, current);
    const auto after =
        simd::Add(decayed<down>(integers, held, step.current_decay, step.decay_bits), drive);
    const auto floored = simd::Max(after, all(step.lowest));
    simd::StoreU(simd::Min(floored, all(step.highest)), integers, current);
    drive = step.previous_current ? held : after;
  }
  const auto left = decayed<down>(integers, simd::LoadU(integers, membrane), step.membrane_decay,
                                  step.decay_bits);
  const auto v = simd::Add(simd::Add(left, drive), all(step.membrane_offset));
  if (before != nullptr) simd::StoreU(v, integers, before);
  const auto below = simd::Lt(v, all(step.threshold));
  const auto clamped = simd::Min(simd::Max(v, all(step.lowest_membrane)), all(step.highest));
  simd::StoreU(simd::IfThenElse(below, clamped, v), integers, membrane);
  simd::StoreMaskBits(integers, simd::Not(below), bits);
}

template <bool down>
HWY_INLINE void step_vectors(const std::int32_t* input, std::size_t count, const NarrowStep& step,
                             std::int32_t* current, std::int32_t* membrane, std::uint64_t* reached,
                             std::int32_t* before) {
  const simd::CappedTag<std::int32_t, 64> vector;
  const simd::CappedTag<std::int32_t, 1> single;
  const std::size_t lanes = simd::Lanes(vector);
  const auto of = [](std::int32_t* values, std::size_t n) {
    return values == nullptr ? nullptr : values + n;
  };
  for (std::size_t first = 0; first < count; first += 64) {
    const std::size_t end = std::min(count, first + 64);
    // Whole bytes are read once all are written: a word that is written in part and read would
    // wait for the write.
    std::uint8_t bytes[16] = {};
    std::uint64_t bits = 0;
    std::size_t n = first;
    for (; n + lanes <= end; n += lanes) {
      std::uint8_t few[8] = {};
      std::uint8_t* const to = lanes >= 8 ? bytes + (n - first) / 8 : few;
      step_vector<down>(vector, input + n, step, of(current, n), membrane + n, of(before, n), to);
      if (lanes < 8) bits |= std::uint64_t{few[0]} << (n - first);
    }
    std::uint64_t whole = 0;
    std::memcpy(&whole, bytes, sizeof whole);
    bits |= whole;
    for (; n < end; ++n) {
      std::uint8_t one[8] = {};
      step_vector<down>(single, input + n, step, of(current, n), membrane + n, of(before, n), one);
      bits |= std::uint64_t{one[0]} << (n - first);
    }
    reached[first / 64] = bits;
  }
}

void step_narrow(const std::int32_t* input, std::size_t count, const NarrowStep& step,
                 std::int32_t* current, std::int32_t* membrane, std::uint64_t* reached,
                 std::int32_t* before) {
  if (step.round_to_floor) {
    step_vectors<true>(input, count, step, current, membrane, reached, before);
  } else {
    step_vectors<false>(input, count, step, current, membrane, reached, before);
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
HWY_EXPORT(step_narrow);
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

void step_narrow(const std::int32_t* input, std::size_t count, const NarrowStep& step,
                 std::int32_t* current, std::int32_t* membrane, std::uint64_t* reached,
                 std::int32_t* before) {
  HWY_DYNAMIC_DISPATCH(step_narrow)(input, count, step, current, membrane, reached, before);
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
