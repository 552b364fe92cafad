#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

/// The step of all neurons of a slice that have the same parameters, an operation at a time: plain
/// loops that the compiler vectorises for whatever processor runs them. Everything is in double and
/// in the order of hw/core/neuron_spec.hpp, without fused multiply-add, so that results are those
/// of one neuron after the other, bit for bit.
namespace engram::hw {

/// Floating point. With has_current `current` has an entry a neuron, else it is null.
struct RealStep {
  double membrane_decay = 1, membrane_gain = 1, membrane_offset = 0, bias = 0;
  double current_decay = 0, current_gain = 0;
  bool previous_current = false;
};
/// Decay and input of `count` neurons: currents and membranes as they are before the comparison.
void step_real(const std::int32_t* input, std::size_t count, const RealStep& step, double* current,
               double* membrane);
void step_real(const double* input, std::size_t count, const RealStep& step, double* current,
               double* membrane);

/// Whole numbers in doubles. Decays are fractions; `scale` is what an accumulated one stands for.
/// Precondition: products, sums and 2 x |state| stay below 2^52, so that all of it is exact.
struct WholeStep {
  double membrane_decay = 1, membrane_offset = 0, scale = 1, bias = 0;
  double current_decay = 0;
  double lowest = 0, highest = 0;  ///< what a stored current can be
  bool previous_current = false, round_to_floor = false;
};
void step_whole(const std::int32_t* input, std::size_t count, const WholeStep& step,
                double* current, double* membrane);

/// Bit n % 64 of reached[n / 64] says whether values[n] >= threshold, n < count.
void find_reached(const double* values, std::size_t count, double threshold,
                  std::uint64_t* reached);

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

/// values[n] within lowest .. highest.
void clamp_all(double* values, std::size_t count, double lowest, double highest);

}  // namespace engram::hw
