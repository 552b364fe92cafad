#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/dynamics/preset.hpp"

namespace engram::workloads::presets {
namespace {

/// LIFBox of Norse, and its CubaLIF: an LIBox as synapse, then a LIFBox.
NeuronStep norse_step(const NeuronParameters& p, double dt, std::vector<std::string>& faults) {
  NeuronStep s;
  const auto euler = [=](double tau) { return 1.0 - dt / tau; };
  if (has_current(p.model)) {
    s.current_decay = elementwise(euler, p.tau_syn);
    s.current_gain =
        elementwise([=](double tau, double w) { return dt / tau * w; }, p.tau_syn, p.w_in);
    if (!all(p.v_leak, [](double leak) { return leak == 0; })) {
      faults.push_back(
          "v_leak must be 0 for a neuron with a current: Norse lets the current leak to it too");
    }
  }
  if (p.model == NeuronModel::if_) {
    s.membrane_gain = p.r;
  } else {
    const PerNeuron r = has_current(p.model) ? p.r : PerNeuron(1.0);
    s.membrane_decay = elementwise(euler, p.tau);
    s.membrane_gain =
        elementwise([=](double tau, double gain) { return dt / tau * gain; }, p.tau, r);
    s.membrane_offset =
        elementwise([=](double tau, double leak) { return dt / tau * leak; }, p.tau, p.v_leak);
  }
  s.threshold = p.v_threshold;
  s.reset_value = p.v_reset;
  s.compare = Compare::greater;
  s.reset = Reset::zero;
  return s;
}

}  // namespace

Preset norse() {
  return {{"norse",
           "Norse: forward Euler, reset to zero in the same step",
           {"IF: v += r x (a step, without dt)",
            "LIF, LI: v += dt/tau ((v_leak - v) + x); r is not applied",
            "CubaLIF, CubaLI: i += dt/tau_syn (-i + w_in x); v += dt/tau_mem (-v + r i): the "
            "current of the same step; v_leak must be 0",
            "compare: v > v_threshold", "reset: v = 0 (v_reset must be 0)",
            "spikes: one a step; clip: none; recurrent delay: 1 timestep"}},
          true,
          norse_step};
}

}  // namespace engram::workloads::presets
