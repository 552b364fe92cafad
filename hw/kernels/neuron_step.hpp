#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

/// The step of all neurons of a slice that have the same parameters, many at a time, for whatever
/// processor runs it: decays and input, the comparison with the threshold, the clamp, in one pass
/// over the states. In the order of hw/core/neuron_spec.hpp, without fused multiply-add, so that
/// results are those of one neuron after the other, bit for bit. Of all of them: `current` has an
/// entry a neuron, or is null where neurons have none. Bit n % 64 of reached[n / 64] says whether
/// membrane n is at the threshold; such a membrane is not clamped. `before`: membranes before they
/// are clamped, or null.
namespace engram::hw {

/// Floating point.
struct RealStep {
  double membrane_decay = 1, membrane_gain = 1, membrane_offset = 0, bias = 0;
  double current_decay = 0, current_gain = 0;
  double threshold = 0, lowest = 0;  ///< lowest: what a membrane is clipped to
  bool previous_current = false;
};
void step_real(const std::int32_t* input, std::size_t count, const RealStep& step, double* current,
               double* membrane, std::uint64_t* reached, double* before);
void step_real(const double* input, std::size_t count, const RealStep& step, double* current,
               double* membrane, std::uint64_t* reached, double* before);

/// Whole numbers in doubles. Decays are fractions; `scale` is what an accumulated one stands for.
/// Precondition: products, sums and 2 x |state| stay below 2^52, so that all of it is exact.
struct WholeStep {
  double membrane_decay = 1, membrane_offset = 0, scale = 1, bias = 0;
  double current_decay = 0;
  double threshold = 0;
  double lowest = 0, highest = 0;  ///< what a stored current can be
  double lowest_membrane = 0;      ///< the same of a membrane, or what it is clipped to
  bool previous_current = false, round_to_floor = false;
};
void step_whole(const std::int32_t* input, std::size_t count, const WholeStep& step,
                double* current, double* membrane, std::uint64_t* reached, double* before);

/// The same in 32 bits: half of what a step reads, twice as many at once.
/// Decays stand for decay / 2^decay_bits. Precondition: decays in 0 .. 2^decay_bits, decay_bits <=
/// 14, states below 2^29 in magnitude, and no sum of a step beyond 32 bits.
struct NarrowStep {
  std::int32_t membrane_decay = 1, membrane_offset = 0, bias = 0, current_decay = 0;
  std::int32_t threshold = 0;
  std::int32_t lowest = 0, highest = 0;  ///< what a stored current can be
  std::int32_t lowest_membrane = 0;      ///< the same of a membrane, or what it is clipped to
  unsigned decay_bits = 0, fraction_bits = 0;
  bool previous_current = false, round_to_floor = false;
};
void step_narrow(const std::int32_t* input, std::size_t count, const NarrowStep& step,
                 std::int32_t* current, std::int32_t* membrane, std::uint64_t* reached,
                 std::int32_t* before);

/// Words that hold a bit for each of `count`.
inline std::size_t words_of_bits(std::size_t count) {
  return (count + 63) / 64;
}

/// Calls visit(n) for every bit n that is set, ascending.
template <class Visit>
void visit_bits(const std::vector<std::uint64_t>& words, Visit visit) {
  for (std::size_t k = 0; k < words.size(); ++k) {
    for (std::uint64_t left = words[k]; left != 0; left &= left - 1) {
      visit(static_cast<std::uint32_t>(k * 64) +
            static_cast<std::uint32_t>(std::countr_zero(left)));
    }
  }
}

}  // namespace engram::hw
