#include "tests/differential/random_neuron.hpp"

#include <algorithm>
#include <cmath>

#include "workloads/network/dynamics/preset.hpp"
#include "workloads/network/random.hpp"

namespace engram::differential {
namespace {

using workloads::NeuronModel;
using workloads::NeuronStep;
using workloads::PerNeuron;
using workloads::RandomStream;

/// Draws parameters, one for all or one a neuron.
class Parameters {
 public:
  Parameters(const Draw& draw, const Manner& manner, std::size_t neurons)
      : draw_(draw), manner_(manner), neurons_(neurons) {}

  /// In [low, high]; multiples of a quarter where numbers are round.
  PerNeuron between(double low, double high) {
    RandomStream stream(draw_(1U << 30), 1);
    std::vector<double> values(draw_(3) == 0 ? neurons_ : 1);
    for (double& value : values) {
      value = low + (high - low) * stream.unit();
      if (manner_.round_numbers) value = std::clamp(std::round(value * 4) / 4, low, high);
    }
    return values.size() == 1 ? PerNeuron(values[0]) : PerNeuron(std::move(values));
  }
  /// 0 half of the time.
  PerNeuron maybe(double low, double high) {
    return draw_(2) == 0 ? PerNeuron(0.0) : between(low, high);
  }

 private:
  const Draw& draw_;
  const Manner& manner_;
  std::size_t neurons_;
};

void choose_model(const Draw& draw, NeuronStep& step) {
  // Spiking models more often: what stays silent tests little behind it.
  constexpr NeuronModel models[] = {
      NeuronModel::if_, NeuronModel::lif,      NeuronModel::cuba_lif,  NeuronModel::if_,
      NeuronModel::lif, NeuronModel::li,       NeuronModel::cuba_lif,  NeuronModel::cuba_li,
      NeuronModel::lif, NeuronModel::cuba_lif, NeuronModel::threshold, NeuronModel::integrator};
  step.model = models[draw(12)];
  step.has_current = step.model == NeuronModel::cuba_lif || step.model == NeuronModel::cuba_li;
  step.spiking = workloads::presets::spikes(step.model);
  step.previous_current = step.has_current && draw(2) == 1;
}

/// Models without a time constant are as they should be half of the time.
void choose_membrane(const Draw& draw, Parameters& parameters, NeuronStep& step) {
  if (step.model == NeuronModel::if_) return;
  const bool plain = draw(2) == 0;
  step.membrane_decay = parameters.between(0, 1);
  if (plain && step.model == NeuronModel::threshold) step.membrane_decay = 0.0;
  if (plain && step.model == NeuronModel::integrator) step.membrane_decay = 1.0;
}

void choose_spiking(const Draw& draw, NeuronStep& step) {
  step.multi_spike = draw(3) == 1;
  step.compare = draw(2) == 0 ? workloads::Compare::greater : workloads::Compare::greater_equal;
  constexpr workloads::Reset resets[] = {workloads::Reset::subtract, workloads::Reset::zero,
                                         workloads::Reset::value};
  step.reset = step.multi_spike ? workloads::Reset::subtract : resets[draw(3)];
  step.refractory = draw(2) == 0 ? 0 : draw(4);
}

NeuronStep float_step(const Draw& draw, const Manner& manner, std::size_t neurons) {
  NeuronStep step;
  Parameters parameters(draw, manner, neurons);
  // Accumulated levels are larger than accumulated floats.
  const double scale = manner.quantized ? 8 : 1;
  choose_model(draw, step);
  if (step.has_current) {
    step.current_decay = parameters.between(0, 1);
    if (!manner.fixed && draw(2) == 1) step.current_gain = parameters.between(0.25, 1);
  }
  choose_membrane(draw, parameters, step);
  if (!manner.fixed && draw(2) == 1) step.membrane_gain = parameters.between(0.25, 1.5);
  step.membrane_offset = parameters.maybe(-0.25 * scale, 0.5 * scale);
  step.bias = parameters.maybe(-0.5 * scale, 0.5 * scale);
  if (step.spiking) {
    choose_spiking(draw, step);
    step.threshold = parameters.between(0.25 * scale, 1.25 * scale);
    step.reset_value = parameters.maybe(-scale, 0.25 * scale);
    if (draw(4) == 1) {
      step.low_threshold = parameters.between(-1.5 * scale, 0);
      step.low_reset = parameters.maybe(-scale, 0.25 * scale);
    }
  }
  if (draw(3) == 1) step.clip_low = parameters.between(-2 * scale, 0);
  return step;
}

std::vector<std::int64_t> whole(const PerNeuron& values, unsigned bits) {
  std::vector<std::int64_t> converted;
  for (const double value : values.values()) {
    converted.push_back(std::llround(std::ldexp(value, static_cast<int>(bits))));
  }
  return converted;
}

workloads::FixedStep fixed_step(const NeuronStep& step, const Manner& manner) {
  workloads::FixedStep fixed;
  fixed.state_bits = manner.state_bits;
  fixed.fraction_bits = manner.fraction_bits;
  fixed.decay_bits = manner.decay_bits;
  fixed.rounding = manner.floor ? workloads::Rounding::floor : workloads::Rounding::toward_zero;
  fixed.current_decay = whole(step.current_decay, manner.decay_bits);
  fixed.membrane_decay = whole(step.membrane_decay, manner.decay_bits);
  fixed.membrane_offset = whole(step.membrane_offset, manner.fraction_bits);
  fixed.threshold = whole(step.threshold, manner.fraction_bits);
  fixed.reset_value = whole(step.reset_value, manner.fraction_bits);
  if (step.low_threshold) {
    fixed.low_threshold = whole(*step.low_threshold, manner.fraction_bits);
    fixed.low_reset = whole(step.low_reset, manner.fraction_bits);
  }
  if (step.clip_low) fixed.clip_low = whole(*step.clip_low, manner.fraction_bits);
  fixed.bias = whole(step.bias, manner.fraction_bits);
  return fixed;
}

}  // namespace

Manner random_manner(const Draw& draw, Arithmetic arithmetic) {
  Manner manner;
  manner.quantized = arithmetic != Arithmetic::floating;
  manner.fixed = arithmetic == Arithmetic::fixed;
  manner.round_numbers = draw(2) == 1;
  if (manner.fixed) {
    manner.fraction_bits = draw(7);
    // From widths that saturate at once to ample ones.
    manner.state_bits = manner.fraction_bits + 6 + draw(16);
    manner.decay_bits = 1 + draw(15);
    manner.floor = draw(2) == 1;
  }
  return manner;
}

void random_neuron(const Draw& draw, const Manner& manner, workloads::Population& population) {
  population.step = float_step(draw, manner, population.shape.size());
  if (manner.quantized && draw(2) == 1) population.unit = 0.375 + draw(100) / 64.0;
  if (manner.fixed) population.fixed = fixed_step(population.step, manner);
}

}  // namespace engram::differential
