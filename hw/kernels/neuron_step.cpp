#include "hw/kernels/neuron_step.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

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

/// Calls step(tag, n, bits) for vectors of neurons from n on, and for single ones behind the last
/// whole vector; it writes a bit for each neuron into whole bytes at `bits`. Of 64 at most.
template <class Vector, class Step>
HWY_INLINE std::uint64_t step_some(Vector vector, std::size_t first, std::size_t end,
                                   const Step& step) {
  const simd::CappedTag<simd::TFromD<Vector>, 1> single;
  std::uint64_t all = 0;
  std::size_t n = first;
  // Bits are read as wide as they were written: what is written in parts waits for all of them.
  const auto take = [&](auto tag) HWY_ATTR {
    std::uint8_t bytes[8] = {};
    step(tag, n, bytes);
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes, (simd::Lanes(tag) + 7) / 8);
    all |= bits << (n - first);
    n += simd::Lanes(tag);
  };
  while (n + simd::Lanes(vector) <= end) take(vector);
  while (n < end) take(single);
  return all;
}

/// The same of all neurons.
template <class Vector, class Step>
HWY_INLINE void step_each(Vector vector, std::size_t count, std::uint64_t* reached,
                          const Step& step) {
  for (std::size_t first = 0; first < count; first += 64) {
    reached[first / 64] = step_some(vector, first, std::min(count, first + 64), step);
  }
}

template <class Value>
HWY_INLINE Value* at(Value* values, std::size_t n) {
  return values == nullptr ? nullptr : values + n;
}

/// Without a branch, and without a way through memory, which a choice between vectors would take.
template <class Tag>
HWY_INLINE simd::Vec<Tag> choose(Tag tag, bool first, simd::Vec<Tag> a, simd::Vec<Tag> b) {
  return simd::IfThenElse(simd::FirstN(tag, first ? simd::Lanes(tag) : 0), a, b);
}

template <class Doubles>
HWY_INLINE simd::Vec<Doubles> load(Doubles doubles, const double* values) {
  return simd::LoadU(doubles, values);
}
template <class Doubles>
HWY_INLINE simd::Vec<Doubles> load(Doubles doubles, const std::int32_t* values) {
  return simd::PromoteTo(doubles, simd::LoadU(simd::Rebind<std::int32_t, Doubles>(), values));
}

struct Bounds {
  double threshold, lowest, highest;
};

template <class Doubles>
HWY_INLINE void compare_and_clamp(Doubles doubles, simd::Vec<Doubles> v, const Bounds& bounds,
                                  double* membrane, double* before, std::uint8_t* bits) {
  const auto all = [&](double value) HWY_ATTR { return simd::Set(doubles, value); };
  if (before != nullptr) simd::StoreU(v, doubles, before);
  const auto reached = simd::Ge(v, all(bounds.threshold));
  const auto floored = simd::IfThenElse(simd::Lt(v, all(bounds.lowest)), all(bounds.lowest), v);
  const auto clamped =
      simd::IfThenElse(simd::Gt(floored, all(bounds.highest)), all(bounds.highest), floored);
  simd::StoreU(simd::IfThenElse(reached, v, clamped), doubles, membrane);
  simd::StoreMaskBits(doubles, reached, bits);
}

template <class Input>
HWY_INLINE void step_reals(const Input* input, std::size_t count, const RealStep step,
                           double* current, double* membrane, std::uint64_t* reached,
                           double* before) {
  const Bounds bounds{step.threshold, step.lowest, std::numeric_limits<double>::infinity()};
  const auto some = [&](auto doubles, std::size_t n, std::uint8_t* bits) HWY_ATTR {
    const auto times = [&](auto state, double factor)
                           HWY_ATTR { return simd::Mul(simd::Set(doubles, factor), state); };
    auto drive = simd::Add(load(doubles, input + n), simd::Set(doubles, step.bias));
    if (current != nullptr) {
      const auto held = load(doubles, current + n);
      const auto after =
          simd::Add(times(held, step.current_decay), times(drive, step.current_gain));
      simd::StoreU(after, doubles, current + n);
      drive = choose(doubles, step.previous_current, held, after);
    }
    const auto left = times(load(doubles, membrane + n), step.membrane_decay);
    const auto v = simd::Add(simd::Add(left, times(drive, step.membrane_gain)),
                             simd::Set(doubles, step.membrane_offset));
    compare_and_clamp(doubles, v, bounds, membrane + n, at(before, n), bits);
  };
  step_each(simd::ScalableTag<double>(), count, reached, some);
}

void step_from_sums(const std::int32_t* input, std::size_t count, const RealStep& step,
                    double* current, double* membrane, std::uint64_t* reached, double* before) {
  step_reals(input, count, step, current, membrane, reached, before);
}

void step_from_numbers(const double* input, std::size_t count, const RealStep& step,
                       double* current, double* membrane, std::uint64_t* reached, double* before) {
  step_reals(input, count, step, current, membrane, reached, before);
}

/// A zero that is rounded from below is negative until something is added.
template <bool down>
HWY_INLINE void step_wholes(const std::int32_t* input, std::size_t count, const WholeStep step,
                            double* current, double* membrane, std::uint64_t* reached,
                            double* before) {
  const Bounds bounds{step.threshold, step.lowest_membrane, step.highest};
  const auto some = [&](auto doubles, std::size_t n, std::uint8_t* bits) HWY_ATTR {
    const auto all = [&](double value) HWY_ATTR { return simd::Set(doubles, value); };
    const auto decayed = [&](auto state, double decay) HWY_ATTR {
      const auto product = simd::Mul(state, all(decay));
      return down ? simd::Floor(product) : simd::Trunc(product);
    };
    auto drive = simd::Add(simd::Mul(load(doubles, input + n), all(step.scale)), all(step.bias));
    if (current != nullptr) {
      const auto held = load(doubles, current + n);
      const auto after = simd::Add(decayed(held, step.current_decay), drive);
      const auto floored = simd::Max(after, all(step.lowest));
      simd::StoreU(simd::Min(floored, all(step.highest)), doubles, current + n);
      drive = choose(doubles, step.previous_current, held, after);
    }
    const auto left = decayed(load(doubles, membrane + n), step.membrane_decay);
    const auto v = simd::Add(simd::Add(left, drive), all(step.membrane_offset));
    compare_and_clamp(doubles, v, bounds, membrane + n, at(before, n), bits);
  };
  step_each(simd::ScalableTag<double>(), count, reached, some);
}

void step_whole(const std::int32_t* input, std::size_t count, const WholeStep& step,
                double* current, double* membrane, std::uint64_t* reached, double* before) {
  if (step.round_to_floor) {
    step_wholes<true>(input, count, step, current, membrane, reached, before);
  } else {
    step_wholes<false>(input, count, step, current, membrane, reached, before);
  }
}

/// floor(state * decay / 2^bits), or rounded toward zero, which is the floor of what is larger by
/// almost 1 where it is negative. A state is high * 2^16 + low, both with a sign, so no product
/// needs more than 32 bits, and two products of 16 bits cost less than one of 32.
template <bool down, class Integers, class Vector>
HWY_INLINE Vector decayed(Integers integers, Vector state, std::int32_t decay, unsigned bits) {
  const int shift = static_cast<int>(bits);
  const auto zero = simd::Zero(integers);
  const auto up =
      down ? zero : simd::And(simd::BroadcastSignBit(state), simd::Set(integers, (1 << shift) - 1));
  const auto carried = simd::Add(state, simd::Set(integers, 1 << 15));
#if HWY_TARGET == HWY_SCALAR
  const auto times = simd::Set(integers, decay);
  const auto high = simd::Mul(simd::ShiftRight<16>(carried), times);
  const auto low_half = simd::ShiftRight<16>(simd::ShiftLeft<16>(state));
  const auto low = simd::Add(simd::Mul(low_half, times), up);
#else
  const simd::Repartition<std::int16_t, Integers> halves;
  const auto product = [&](auto value, std::int32_t times) HWY_ATTR {
    auto rest = zero;
    const auto sum = simd::ReorderWidenMulAccumulate(
        integers, simd::BitCast(halves, value), simd::BitCast(halves, simd::Set(integers, times)),
        zero, rest);
    return simd::RearrangeToOddPlusEven(sum, rest);
  };
  const auto high = product(carried, decay << 16);
  const auto low = simd::Add(product(state, decay), up);
#endif
  return simd::Add(simd::ShiftLeftSame(high, 16 - shift), simd::ShiftRightSame(low, shift));
}

/// A vector of neurons; writes a bit for each into whole bytes at `bits`: it reached the threshold.
template <bool down, class Integers>
HWY_INLINE void step_vector(Integers integers, const std::int32_t* input, const NarrowStep& step,
                            std::int32_t* current, std::int32_t* membrane, std::int32_t* before,
                            std::uint8_t* bits) {
  const auto all = [&](std::int32_t value) HWY_ATTR { return simd::Set(integers, value); };
  const auto sums = simd::LoadU(integers, input);
  auto drive =
      simd::Add(simd::ShiftLeftSame(sums, static_cast<int>(step.fraction_bits)), all(step.bias));
  if (current != nullptr) {
    const auto held = simd::LoadU(integers, current);
    const auto after =
        simd::Add(decayed<down>(integers, held, step.current_decay, step.decay_bits), drive);
    const auto floored = simd::Max(after, all(step.lowest));
    simd::StoreU(simd::Min(floored, all(step.highest)), integers, current);
    drive = choose(integers, step.previous_current, held, after);
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
HWY_INLINE void step_vectors(const std::int32_t* input, std::size_t count, NarrowStep step,
                             std::int32_t* current, std::int32_t* membrane, std::uint64_t* reached,
                             std::int32_t* before) {
  const auto some = [&](auto integers, std::size_t n, std::uint8_t* bits) HWY_ATTR {
    step_vector<down>(integers, input + n, step, at(current, n), membrane + n, at(before, n), bits);
  };
  step_each(simd::CappedTag<std::int32_t, 64>(), count, reached, some);
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

}  // namespace engram::hw::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace engram::hw {
namespace {
HWY_EXPORT(step_from_sums);
HWY_EXPORT(step_from_numbers);
HWY_EXPORT(step_whole);
HWY_EXPORT(step_narrow);
}  // namespace

void step_real(const std::int32_t* input, std::size_t count, const RealStep& step, double* current,
               double* membrane, std::uint64_t* reached, double* before) {
  HWY_DYNAMIC_DISPATCH(step_from_sums)(input, count, step, current, membrane, reached, before);
}

void step_real(const double* input, std::size_t count, const RealStep& step, double* current,
               double* membrane, std::uint64_t* reached, double* before) {
  HWY_DYNAMIC_DISPATCH(step_from_numbers)(input, count, step, current, membrane, reached, before);
}

void step_whole(const std::int32_t* input, std::size_t count, const WholeStep& step,
                double* current, double* membrane, std::uint64_t* reached, double* before) {
  HWY_DYNAMIC_DISPATCH(step_whole)(input, count, step, current, membrane, reached, before);
}

void step_narrow(const std::int32_t* input, std::size_t count, const NarrowStep& step,
                 std::int32_t* current, std::int32_t* membrane, std::uint64_t* reached,
                 std::int32_t* before) {
  HWY_DYNAMIC_DISPATCH(step_narrow)(input, count, step, current, membrane, reached, before);
}

}  // namespace engram::hw
#endif
