#include <cmath>

#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/dynamics/preset.hpp"

namespace engram::workloads::presets {
namespace {

/// Files hold float32 roundings of tau / dt.
constexpr double relative_tolerance = 1e-4;

void must_be_one(const PerNeuron& product, const char* what, std::vector<std::string>& faults) {
  for (const double value : product.values()) {
    if (std::abs(value - 1.0) <= relative_tolerance) continue;
    faults.push_back(std::string(what) + " must be 1 for a neuron with a current (found " +
                     std::to_string(value) + "): snnTorch's Synaptic has no gains");
    return;
  }
}

/// v = (1 - dt/tau) v + x: snnTorch puts the gain dt r / tau of the input into the threshold
/// instead, so membrane values are tau / (dt r) times those of the file.
NeuronStep snntorch_step(const NeuronParameters& p, double dt, std::vector<std::string>& faults) {
  NeuronStep s;
  PerNeuron units = 1.0;
  const auto beta = [=](double tau) { return 1.0 - dt / tau; };
  const auto gain = [=](double tau, double r) { return dt / tau * r; };
  if (!all(p.v_leak, [](double leak) { return leak == 0; })) {
    faults.push_back("v_leak must be 0: snnTorch's neurons have no leak potential");
  }
  if (p.model == NeuronModel::if_) {
    s.membrane_gain = p.r;
  } else if (has_current(p.model)) {
    must_be_one(elementwise(gain, p.tau, p.r), "r dt / tau_mem", faults);
    must_be_one(elementwise(gain, p.tau_syn, p.w_in), "w_in dt / tau_syn", faults);
    s.current_decay = elementwise(beta, p.tau_syn);
    s.membrane_decay = elementwise(beta, p.tau);
  } else {
    if (!all(p.r, [](double r) { return r > 0; })) {
      faults.push_back("r must be above 0: the threshold is divided by it");
    }
    s.membrane_decay = elementwise(beta, p.tau);
    units = elementwise([=](double tau, double r) { return tau / (dt * r); }, p.tau, p.r);
  }
  const auto scale = [](double v, double unit) { return v * unit; };
  s.threshold = elementwise(scale, p.v_threshold, units);
  s.reset_value = elementwise(scale, p.v_reset, units);
  s.compare = Compare::greater;
  s.reset = Reset::zero;
  return s;
}

}  // namespace

Preset snntorch() {
  return {
      {"snntorch",
       "snnTorch: forward Euler without input gain, reset to zero in the same step",
       {"IF: v += r x (a step, without dt)",
        "LIF, LI: v = (1 - dt/tau) v + x; v and threshold are tau/(dt r) times the file's",
        "CubaLIF, CubaLI: i = (1 - dt/tau_syn) i + x; v = (1 - dt/tau_mem) v + i: the current of "
        "the same step; r dt/tau_mem and w_in dt/tau_syn must be 1",
        "compare: v > threshold", "reset: v = 0 (v_reset must be 0); v_leak must be 0",
        "spikes: one a step; clip: none; recurrent delay: 1 timestep"}},
      true,
      snntorch_step};
}

}  // namespace engram::workloads::presets
