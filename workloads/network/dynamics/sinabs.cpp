#include <cmath>

#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/dynamics/preset.hpp"

namespace engram::workloads::presets {
namespace {

NeuronStep single(const NeuronParameters& p, double dt, std::vector<std::string>& faults) {
  NeuronStep s;
  const auto decay = [=](double tau) { return std::exp(-dt / tau); };
  const auto gain = [=](double tau, double r) { return dt / tau * r; };
  if (!all(p.v_leak, [](double leak) { return leak == 0; })) {
    faults.push_back("v_leak must be 0: Sinabs' neurons have no leak potential");
  }
  if (has_current(p.model)) {
    s.current_decay = elementwise(decay, p.tau_syn);
    s.current_gain = elementwise(gain, p.tau_syn, p.w_in);
  }
  if (p.model == NeuronModel::if_) {
    s.membrane_gain = p.r;
  } else {
    s.membrane_decay = elementwise(decay, p.tau);
    s.membrane_gain = elementwise(gain, p.tau, p.r);
  }
  s.threshold = p.v_threshold;
  s.reset_value = p.v_reset;
  s.compare = Compare::greater_equal;
  s.reset = Reset::subtract;
  return s;
}

NeuronStep multi(const NeuronParameters& p, double dt, std::vector<std::string>& faults) {
  NeuronStep s = single(p, dt, faults);
  s.multi_spike = true;
  // Sinabs' importer gives min_v_mem = -threshold to IF only.
  if (p.model == NeuronModel::if_) {
    s.clip_low = elementwise([](double v) { return -v; }, p.v_threshold);
  }
  return s;
}

std::vector<std::string> choices(const std::string& spikes) {
  return {"IF: v += r x (a step, without dt)",
          "LIF, LI: v = exp(-dt/tau) v + dt/tau r x; v_leak must be 0",
          "CubaLIF, CubaLI: i = exp(-dt/tau_syn) i + dt/tau_syn w_in x; v = exp(-dt/tau_mem) v + "
          "dt/tau_mem r i: the current of the same step; v_leak must be 0",
          "compare: v >= v_threshold",
          "reset: subtracts v_threshold (v_reset must be 0)",
          spikes + "; recurrent delay: 1 timestep"};
}

}  // namespace

Preset sinabs() {
  return {{"sinabs", "Sinabs: exponential decay, several spikes a step, reset by subtraction",
           choices("spikes: n = floor(v / v_threshold) a step; clip: IF at v >= -v_threshold")},
          false,
          multi};
}

Preset sinabs_single() {
  return {{"sinabs_single", "Sinabs with one spike a step and no clip",
           choices("spikes: one a step; clip: none")},
          false,
          single};
}

}  // namespace engram::workloads::presets
