#include "workloads/nir/neuron_fields.hpp"

#include <cmath>
#include <functional>
#include <limits>

#include "workloads/network/dynamics/elementwise.hpp"

namespace engram::workloads {
namespace {

using presets::elementwise;

/// So many timesteps that 1 - dt / tau and exp(-dt / tau) are 1 in double: no leak at all.
constexpr double beyond_any_run = 0x1p60;

/// A number x near `guess` for which f(x) is `wanted`, bit for bit; `guess` where none is found.
template <class Function>
double invert(Function f, double guess, double wanted) {
  constexpr int neighbours = 8;
  if (f(guess) == wanted) return guess;
  double below = guess, above = guess;
  for (int step = 0; step < neighbours; ++step) {
    below = std::nextafter(below, -std::numeric_limits<double>::infinity());
    above = std::nextafter(above, std::numeric_limits<double>::infinity());
    if (f(below) == wanted) return below;
    if (f(above) == wanted) return above;
  }
  return guess;
}

double decay_of(double tau, const NirExport& options) {
  const double steps = options.dt / tau;
  return options.decay == NirDecay::euler ? 1.0 - steps : std::exp(-steps);
}

double time_constant(double decay, const NirExport& options) {
  constexpr double gone = 800;  // exp(-800) is 0 in double
  if (decay == 1.0) return options.dt * beyond_any_run;
  if (options.decay == NirDecay::exponential && decay == 0.0) return options.dt / gone;
  const double steps =
      options.decay == NirDecay::euler ? 1.0 - decay : -std::log(decay);  // dt / tau
  return invert([&](double tau) { return decay_of(tau, options); }, options.dt / steps, decay);
}

/// y with dt / tau * y = product.
PerNeuron factor(const PerNeuron& tau, const PerNeuron& product, double dt) {
  return elementwise(
      [dt](double t, double wanted) {
        return invert([&](double y) { return dt / t * y; }, wanted / (dt / t), wanted);
      },
      tau, product);
}

PerNeuron product(const PerNeuron& tau, const PerNeuron& value, double dt) {
  return elementwise([dt](double t, double y) { return dt / t * y; }, tau, value);
}

void check(const PerNeuron& values, const char* name, std::vector<std::string>& faults) {
  for (const double value : values.values()) {
    if (value >= 0.0 && value <= 1.0) continue;
    faults.push_back(std::string(name) + " " + std::to_string(value) +
                     " is that of no time constant (expected 0 to 1)");
    return;
  }
}

bool has_value(const PerNeuron& values, double value) {
  return presets::elementwise([](double v) { return v; }, values).values() ==
         std::vector<double>{value};
}

PerNeuron from_fixed(const std::vector<std::int64_t>& values, unsigned bits) {
  std::vector<double> real;
  for (const std::int64_t value : values) {
    real.push_back(std::ldexp(static_cast<double>(value), -static_cast<int>(bits)));
  }
  return real.size() == 1 ? PerNeuron(real[0]) : PerNeuron(std::move(real));
}

}  // namespace

NeuronStep real_step(const Population& population) {
  NeuronStep step = population.step;
  if (population.fixed) {
    const FixedStep& fixed = *population.fixed;
    const unsigned fraction = fixed.fraction_bits;
    if (step.has_current) step.current_decay = from_fixed(fixed.current_decay, fixed.decay_bits);
    step.current_gain = step.membrane_gain = 1.0;
    step.membrane_decay = from_fixed(fixed.membrane_decay, fixed.decay_bits);
    step.membrane_offset = from_fixed(fixed.membrane_offset, fraction);
    step.threshold = from_fixed(fixed.threshold, fraction);
    step.reset_value = from_fixed(fixed.reset_value, fraction);
    step.bias = from_fixed(fixed.bias, fraction);
    step.clip_low.reset();
    if (!fixed.clip_low.empty()) step.clip_low = from_fixed(fixed.clip_low, fraction);
    step.low_threshold.reset();
    if (!fixed.low_threshold.empty()) {
      step.low_threshold = from_fixed(fixed.low_threshold, fraction);
      step.low_reset = from_fixed(fixed.low_reset, fraction);
    }
  }
  const auto scaled = [&](PerNeuron& values) {
    values = elementwise([](double v, double unit) { return v * unit; }, values, population.unit);
  };
  scaled(step.membrane_offset);
  scaled(step.threshold);
  scaled(step.reset_value);
  scaled(step.bias);
  if (step.clip_low) scaled(*step.clip_low);
  if (step.low_threshold) scaled(*step.low_threshold);
  if (step.low_threshold) scaled(step.low_reset);
  return step;
}

NeuronModel written_model(const NeuronStep& step) {
  const bool drifts = !has_value(step.membrane_offset, 0.0);
  switch (step.model) {
    case NeuronModel::if_:
      return drifts || !has_value(step.membrane_decay, 1.0) ? NeuronModel::lif : step.model;
    case NeuronModel::integrator:
      return drifts || !has_value(step.membrane_decay, 1.0) ? NeuronModel::li : step.model;
    case NeuronModel::threshold: {
      const bool plain =
          has_value(step.membrane_decay, 0.0) && has_value(step.membrane_gain, 1.0) && !drifts;
      return plain ? step.model : NeuronModel::lif;
    }
    default:
      return step.model;
  }
}

bool has_time_constant(NeuronModel written) {
  return written != NeuronModel::if_ && written != NeuronModel::threshold &&
         written != NeuronModel::integrator;
}

bool has_reset(NeuronModel written) {
  return written == NeuronModel::if_ || written == NeuronModel::lif ||
         written == NeuronModel::cuba_lif;
}

NeuronParameters neuron_fields(const NeuronStep& step, const NirExport& options,
                               std::vector<std::string>& faults) {
  NeuronParameters fields;
  fields.model = written_model(step);
  check(step.membrane_decay, "membrane decay", faults);
  if (step.has_current) check(step.current_decay, "current decay", faults);
  if (!faults.empty()) return fields;
  const auto tau = [&](double decay) { return time_constant(decay, options); };
  if (!has_time_constant(fields.model)) {
    fields.r = step.membrane_gain;
  } else {
    fields.tau = elementwise(tau, step.membrane_decay);
    fields.r = factor(fields.tau, step.membrane_gain, options.dt);
    fields.v_leak = factor(fields.tau, step.membrane_offset, options.dt);
  }
  if (step.has_current) {
    fields.tau_syn = elementwise(tau, step.current_decay);
    fields.w_in = factor(fields.tau_syn, step.current_gain, options.dt);
  }
  fields.v_threshold = step.threshold;
  fields.v_reset = step.reset == Reset::value ? step.reset_value : PerNeuron(0.0);
  return fields;
}

NeuronStep step_of(const NeuronParameters& fields, const NeuronStep& choices,
                   const NirExport& options) {
  NeuronStep step = choices;
  const auto decay = [&](double tau) { return decay_of(tau, options); };
  step.membrane_decay = fields.model == NeuronModel::threshold ? 0.0 : 1.0;
  step.membrane_offset = 0.0;
  step.membrane_gain = fields.r;
  if (has_time_constant(fields.model)) {
    step.membrane_decay = elementwise(decay, fields.tau);
    step.membrane_gain = product(fields.tau, fields.r, options.dt);
    step.membrane_offset = product(fields.tau, fields.v_leak, options.dt);
  }
  step.current_decay = 0.0;
  step.current_gain = 1.0;
  if (step.has_current) {
    step.current_decay = elementwise(decay, fields.tau_syn);
    step.current_gain = product(fields.tau_syn, fields.w_in, options.dt);
  }
  step.threshold = fields.v_threshold;
  step.reset_value = fields.v_reset;
  return step;
}

}  // namespace engram::workloads
