#include <cmath>

#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/dynamics/preset.hpp"

namespace engram::workloads::presets {
namespace {

/// Lava's CPU processes, and Spyx: forward Euler with the gain dt/tau.
NeuronStep euler(const NeuronParameters& p, double dt) {
  NeuronStep s;
  const auto decay = [=](double tau) { return 1.0 - dt / tau; };
  const auto gain = [=](double tau, double r) { return dt / tau * r; };
  if (has_current(p.model)) {
    s.current_decay = elementwise(decay, p.tau_syn);
    s.current_gain = elementwise(gain, p.tau_syn, p.w_in);
  }
  if (p.model == NeuronModel::if_) {
    s.membrane_gain = p.r;
  } else {
    s.membrane_decay = elementwise(decay, p.tau);
    s.membrane_gain = elementwise(gain, p.tau, p.r);
    s.membrane_offset = elementwise(gain, p.tau, p.v_leak);
  }
  s.threshold = p.v_threshold;
  s.reset_value = p.v_reset;
  s.compare = Compare::greater;
  s.reset = Reset::zero;
  return s;
}

NeuronStep lava_step(const NeuronParameters& p, double dt, std::vector<std::string>&) {
  return euler(p, dt);
}

/// Decays as Loihi holds them: 4096ths, from int(dt/tau 4095). The other values stay real here;
/// make_integer() truncates them, because weights take part (dynamics_fixed.hpp).
NeuronStep fixed_step(const NeuronParameters& p, double dt, std::vector<std::string>&) {
  NeuronStep s = euler(p, dt);
  const auto decay = [=](double tau) { return (4096.0 - std::trunc(dt / tau * 4095.0)) / 4096.0; };
  if (has_current(p.model)) s.current_decay = elementwise(decay, p.tau_syn);
  if (p.model != NeuronModel::if_) s.membrane_decay = elementwise(decay, p.tau);
  return s;
}

NeuronStep spyx_step(const NeuronParameters& p, double dt, std::vector<std::string>& faults) {
  if (!all(p.v_leak, [](double leak) { return leak == 0; })) {
    faults.push_back("v_leak must be 0: Spyx' neurons have no leak potential");
  }
  NeuronStep s = euler(p, dt);
  s.reset = Reset::subtract;
  return s;
}

}  // namespace

Preset lava() {
  return {{"lava",
           "Lava on a CPU in floating point: forward Euler, reset to zero, one step a connection",
           {"IF: v += r x (a step, without dt)", "LIF, LI: v += dt/tau ((v_leak - v) + r x)",
            "CubaLIF, CubaLI: i += dt/tau_syn (-i + w_in x); v += dt/tau_mem ((v_leak - v) + r i): "
            "the current of the same step",
            "compare: v > v_threshold", "reset: v = 0 (v_reset must be 0)",
            "spikes: one a step; clip: none",
            "delay: 1 timestep on every projection, from inputs too (a process hands on what it "
            "received the step before)"},
           1},
          true,
          lava_step};
}

Preset lava_fixed() {
  return {{"lava_fixed",
           "Lava in fixed point and Loihi: integers from the start, one step a connection",
           {"units: weights, biases, leaks int(256 value), thresholds int(131071 value) >> 9; "
            "states have 6 bits more",
            "IF: v += w; LIF, LI: v = rz(v (4096 - int(4095 dt/tau)) / 4096) + w, w = int(256 "
            "weight r dt/tau); rz rounds toward zero",
            "LIF, IF, LI: the current decays by 4095 of 4096 parts a step",
            "CubaLIF, CubaLI: i = rz(i (4096 - int(4095 dt/tau_syn)) / 4096) + int(256 weight w_in "
            "dt/tau_syn r dt/tau_mem), added to v in the same step",
            "compare: v > v_threshold", "reset: v = 0 (v_reset must be 0)",
            "spikes: one a step; clip: none; weights of 8 bits, more where they need it (at most "
            "16); states of 24 bits",
            "delay: 1 timestep on every projection, from inputs too"},
           1,
           true},
          true,
          fixed_step};
}

Preset spyx() {
  return {{"spyx",
           "Spyx: forward Euler, reset by subtraction, one step a layer; not exact",
           {"IF: v += r x (a step, without dt)",
            "LIF, LI: v = (1 - dt/tau) v + dt/tau r x; v_leak must be 0",
            "CubaLIF, CubaLI: i = (1 - dt/tau_syn) i + dt/tau_syn w_in x; v = (1 - dt/tau_mem) v + "
            "dt/tau_mem r i: the current of the same step; v_leak must be 0",
            "compare: v > v_threshold",
            "reset: subtracts v_threshold at once (v_reset must be 0); Spyx subtracts it a step "
            "later, undecayed: its membranes are met to 2e-3 only, not exactly",
            "spikes: one a step; clip: none",
            "delay: 1 timestep on every projection, from inputs too (Spyx compares the membrane of "
            "the step before)"},
           1},
          true,
          spyx_step};
}

}  // namespace engram::workloads::presets
