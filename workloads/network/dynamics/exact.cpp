#include <cmath>

#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/dynamics/preset.hpp"

namespace engram::workloads::presets {
namespace {

double decay(double dt, double tau) {
  return std::exp(-dt / tau);
}

/// The solution of the equations between two timesteps, input held (zero-order hold). A spike waits
/// for the next timestep; subtraction keeps what the membrane gained since it crossed.
NeuronStep exact_step(const NeuronParameters& p, double dt, std::vector<std::string>&) {
  NeuronStep s;
  const auto kept = [=](double tau) { return decay(dt, tau); };
  const auto taken = [=](double tau, double gain) { return (1.0 - decay(dt, tau)) * gain; };
  if (has_current(p.model)) {
    s.current_decay = elementwise(kept, p.tau_syn);
    s.current_gain = elementwise(taken, p.tau_syn, p.w_in);
  }
  if (p.model == NeuronModel::if_) {
    s.membrane_gain = p.r;
  } else {
    s.membrane_decay = elementwise(kept, p.tau);
    s.membrane_gain = elementwise(taken, p.tau, p.r);
    s.membrane_offset = elementwise(taken, p.tau, p.v_leak);
  }
  s.threshold = p.v_threshold;
  s.reset_value = p.v_reset;
  s.compare = Compare::greater;
  s.reset = Reset::subtract;
  return s;
}

/// Nengo's importer divides by the threshold and gives the synapse of CubaLIF a Lowpass whose decay
/// is the Euler one; a synapse of Nengo hands its value on in the next step.
NeuronStep nengo_step(const NeuronParameters& p, double dt, std::vector<std::string>& faults) {
  NeuronStep s = exact_step(p, dt, faults);
  if (!all(p.v_leak, [](double leak) { return leak == 0; })) {
    faults.push_back("v_leak must be 0: Nengo's neurons have no leak potential");
  }
  s.reset = Reset::zero;
  if (has_current(p.model)) {
    s.current_decay = elementwise([=](double tau) { return 1.0 - dt / tau; }, p.tau_syn);
    s.current_gain =
        elementwise([=](double tau, double w) { return dt / tau * w; }, p.tau_syn, p.w_in);
    s.previous_current = true;
    if (!all(p.tau_syn, [=](double tau) { return dt <= tau; })) {
      faults.push_back(
          "tau_syn must not be below dt: the Euler decay 1 - dt/tau_syn would be "
          "negative");
    }
  }
  if (!spikes(p.model) || p.model == NeuronModel::if_) return s;
  if (!all(p.v_threshold, [](double v) { return v > 0; })) {
    faults.push_back("v_threshold must be above 0: the membrane is divided by it");
  }
  const auto divided = [](double value, double threshold) { return value / threshold; };
  s.membrane_gain = elementwise(divided, s.membrane_gain, p.v_threshold);
  s.reset_value = elementwise(divided, s.reset_value, p.v_threshold);
  s.threshold = 1.0;
  return s;
}

}  // namespace

Preset exact() {
  return {
      {"exact",
       "the solution of the NIR equations on the grid of timesteps, reset by subtraction",
       {"IF: v += r x (a step, without dt)",
        "LIF, LI: v = exp(-dt/tau) v + (1 - exp(-dt/tau)) (v_leak + r x)",
        "CubaLIF, CubaLI: i = exp(-dt/tau_syn) i + (1 - exp(-dt/tau_syn)) w_in x, then v as LIF "
        "with i held over the step in place of x: the current of the same step",
        "compare: v > v_threshold", "reset: subtracts v_threshold (v_reset must be 0)",
        "spikes: one a step, at the end of the step in which v crosses; clip: none; recurrent "
        "delay: 1 timestep"}},
      false,
      exact_step};
}

Preset nengo() {
  return {{"nengo",
           "Nengo: exact decay, membrane divided by its threshold, reset to zero",
           {"IF: v += r x (a step, without dt)",
            "LIF: v = exp(-dt/tau) v + (1 - exp(-dt/tau)) r x / v_threshold; LI the same, not "
            "divided; v_leak must be 0",
            "CubaLIF, CubaLI: i = (1 - dt/tau_syn) i + dt/tau_syn w_in x; v as LIF, from the "
            "current of the step before; v_leak must be 0",
            "compare: LIF, CubaLIF: v > 1; IF: v > v_threshold",
            "reset: v = 0 (v_reset must be 0); no correction for the time since the crossing",
            "spikes: one a step; clip: none; recurrent delay: 1 timestep"}},
          false,
          nengo_step};
}

}  // namespace engram::workloads::presets
