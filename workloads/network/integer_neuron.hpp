#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"

/// Networks that are integers where they come from (SLAYER, lava-dl, Loihi), so that nothing has to
/// be quantized.
namespace engram::workloads {

/// The integer CUBA neuron of Loihi, SLAYER and lava-dl. With q rounding toward zero, all whole:
///   u = q(u (4096 - iDecay) / 4096) + ((W s + current_bias) << 6)
///   v = q(v (4096 - vDecay) / 4096) + u + (bias << 6)
///   spike if v > threshold << threshold_shift (or >=): v = 0; u is kept
/// Lists have one entry or one a neuron; an empty bias is none.
struct IntegerNeuron {
  std::vector<std::int64_t> current_decay = {4096};  ///< iDecay; 4096: u is this step's input only
  std::vector<std::int64_t> voltage_decay = {0};     ///< vDecay
  std::vector<std::int64_t> threshold = {1};         ///< vThMant
  unsigned threshold_shift = 6;
  Compare compare = Compare::greater;
  std::uint32_t refractory = 0;  ///< timesteps after a spike in which input is lost
  std::vector<std::int64_t> bias, current_bias;
  bool spiking = true;
};

inline constexpr std::int64_t kDecayOne = 4096;           ///< a decay of 1
inline constexpr unsigned kIntegerFractionBits = 6;       ///< below one weight level
inline constexpr unsigned kIntegerDecayBits = 12;         ///< of a decay
inline constexpr unsigned kUnboundedStateBits = 48;       ///< the widest state: nothing saturates
inline constexpr std::int64_t kMaxIntegerWeight = 32767;  ///< of 16 bits, the widest weight format

/// A population of such neurons, `step` and `fixed` alike. States have kUnboundedStateBits, since
/// the tools' own are wider than what they hold. Where every iDecay is 4096 there is no current to
/// keep, and the model is `lif`, or `if` without leak. Biases, where any is not 0, are one a
/// neuron: they are fields of the state record (DESIGN definition 10).
Population integer_population(std::string name, const Shape& shape, const IntegerNeuron& neuron);

/// Whole weights as they are: levels of scale 1 in the fewest bits that hold them (2 to 16).
/// Precondition: whole, at most kMaxIntegerWeight in size.
Quantization integer_levels(const std::vector<float>& weights, unsigned shift = 0);

/// Every population with neurons computes in integers.
bool computes_in_integers(const Network& network);

enum class StateWidths {
  all,      ///< the chip's choice, whatever the source says
  unstated  ///< only of populations whose source says nothing of it
};

/// Makes the states of integer populations `bits` wide. Throws NetworkFault for each population
/// with a threshold, bias or reset that such a state cannot hold; the network is then untouched.
void set_state_bits(Network& network, unsigned bits, StateWidths which = StateWidths::all);

}  // namespace engram::workloads
