#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/dynamics/preset.hpp"

namespace engram::workloads::presets {
namespace {

/// The equations of the NIR text under forward Euler. CubaLIF is the reference implementation of
/// the NIR paper (paper/03_rnn/extras/debug_CubaLIF), which lets the membrane see the current of
/// the step before and resets by subtraction.
NeuronStep nir_step(const NeuronParameters& p, double dt, std::vector<std::string>& faults) {
  NeuronStep s;
  if (has_current(p.model)) {
    s.current_decay = elementwise([=](double tau) { return 1.0 - dt / tau; }, p.tau_syn);
    s.current_gain =
        elementwise([=](double tau, double w) { return dt / tau * w; }, p.tau_syn, p.w_in);
    s.previous_current = true;
  }
  if (p.model == NeuronModel::if_) {
    s.membrane_gain = p.r;
  } else {
    s.membrane_decay = elementwise([=](double tau) { return 1.0 - dt / tau; }, p.tau);
    s.membrane_gain = elementwise([=](double tau, double r) { return dt / tau * r; }, p.tau, p.r);
    s.membrane_offset =
        elementwise([=](double tau, double leak) { return dt / tau * leak; }, p.tau, p.v_leak);
  }
  s.threshold = p.v_threshold;
  s.reset_value = p.v_reset;
  s.compare = Compare::greater;
  s.reset = has_current(p.model) ? Reset::subtract : Reset::value;
  (void)faults;  // every parameter of the format is used, or checked with the reset
  return s;
}

}  // namespace

Preset nir() {
  return {{"nir",
           "the equations of the NIR text, one forward Euler step",
           {"IF: v += r x (a step, without dt)", "LIF, LI: v += dt/tau ((v_leak - v) + r x)",
            "CubaLIF, CubaLI: i' = i + dt/tau_syn (-i + w_in x); v += dt/tau_mem ((v_leak - v) + r "
            "i): the current of the step before",
            "compare: v > v_threshold",
            "reset: IF, LIF to v_reset; CubaLIF subtracts v_threshold (the NIR paper's reference)",
            "spikes: one a step; clip: none; recurrent delay: 1 timestep"}},
          true,
          nir_step};
}

}  // namespace engram::workloads::presets
