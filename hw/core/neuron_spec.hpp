#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engram::hw {

enum class ResetKind { zero, subtract, value };

/// What a neuron-update unit is configured with: plain data, made from the network's neuron step.
/// Every parameter list has one entry (shared) or one a local neuron of the slice.
///
/// Floating point (`fixed` false), all in double, no fused multiply-add:
///   x = accumulator + bias
///   has_current: i_old = i; i = current_decay * i + current_gain * x;
///                drive = previous_current ? i_old : i;    else drive = x
///   v' = membrane_decay * v + membrane_gain * drive + membrane_offset   (left to right)
///   in a refractory step v stays, the counter falls, nothing is emitted
///   compare, emit, reset, low threshold, refractory, clip_low: as in workloads/network/neuron.hpp
/// Fixed point: x = (accumulator << fraction_bits) + bias; q(s d) = s * d / 2^decay_bits rounded
/// toward zero or to floor; gains 1; i and v clamped to state_bits at the end of the step.
struct NeuronSpec {
  std::string model = "if";  ///< "if", "lif", "cuba_lif", "li", "cuba_li": table variant
  bool fixed = false;
  bool has_current = false, previous_current = false;
  bool spiking = true, multi_spike = false, compare_equal = false;
  bool round_to_floor = false;
  bool has_clip = false, has_low_threshold = false;
  ResetKind reset = ResetKind::zero;
  std::uint32_t refractory = 0;
  unsigned state_bits = 32, fraction_bits = 0, decay_bits = 12;

  struct Float {
    std::vector<double> current_decay, current_gain, membrane_decay, membrane_gain, membrane_offset,
        threshold, reset_value, low_threshold, low_reset, clip_low, bias;
  } real;
  struct Integer {
    std::vector<std::int64_t> current_decay, membrane_decay, membrane_offset, threshold,
        reset_value, low_threshold, low_reset, clip_low, bias;
  } integer;
};

}  // namespace engram::hw
