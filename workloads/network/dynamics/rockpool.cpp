#include <cmath>

#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/dynamics/preset.hpp"

namespace engram::workloads::presets {
namespace {

/// LIFTorch of Rockpool. Its exporter writes r = tau exp(-dt/tau) / dt, so that dt/tau r is the
/// decay again: v = exp(-dt/tau) (v + x).
NeuronStep rockpool_step(const NeuronParameters& p, double dt, std::vector<std::string>& faults) {
  NeuronStep s;
  const auto decay = [=](double tau) { return std::exp(-dt / tau); };
  const auto gain = [=](double tau, double r) { return dt / tau * r; };
  if (!all(p.v_leak, [](double leak) { return leak == 0; })) {
    faults.push_back("v_leak must be 0: Rockpool's neurons have no leak potential");
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
  s.multi_spike = true;
  return s;
}

}  // namespace

Preset rockpool() {
  return {{"rockpool",
           "Rockpool: exponential decay, several spikes a step, reset by subtraction",
           {"IF: v += r x (a step, without dt)",
            "LIF, LI: v = exp(-dt/tau) v + dt/tau r x; v_leak must be 0",
            "CubaLIF, CubaLI: i = exp(-dt/tau_syn) i + dt/tau_syn w_in x; v = exp(-dt/tau_mem) v + "
            "dt/tau_mem r i: the current of the same step; v_leak must be 0",
            "compare: v >= v_threshold", "reset: subtracts v_threshold (v_reset must be 0)",
            "spikes: n = floor(v / v_threshold) a step; clip: none; recurrent delay: 1 timestep"}},
          false,
          rockpool_step};
}

}  // namespace engram::workloads::presets
