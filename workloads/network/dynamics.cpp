#include "workloads/network/dynamics.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/dynamics/preset.hpp"
#include "workloads/network/number_text.hpp"

namespace engram::workloads {
namespace {

using Faults = std::vector<std::string>;

const std::vector<presets::Preset>& table() {
  static const std::vector<presets::Preset> presets{
      presets::sinabs(),   presets::sinabs_single(), presets::norse(),      presets::snntorch(),
      presets::rockpool(), presets::lava(),          presets::lava_fixed(), presets::nengo(),
      presets::spyx(),     presets::nir(),           presets::exact()};
  return presets;
}

[[noreturn]] void refuse(const Faults& faults) {
  std::string text;
  for (const std::string& fault : faults) text += (text.empty() ? "" : "\n") + fault;
  throw std::invalid_argument(text);
}

const presets::Preset& find(const std::string& name) {
  std::string known;
  for (const presets::Preset& preset : table()) {
    if (preset.description.name == name) return preset;
    known += " " + preset.description.name;
  }
  refuse({"unknown dynamics preset '" + name + "' (known:" + known + ")"});
}

/// Threshold: v = x, compared and forgotten. I: v += r x.
NeuronStep without_time_constant(const NeuronParameters& p) {
  NeuronStep step;
  step.compare = Compare::greater;
  step.reset = Reset::zero;
  if (p.model == NeuronModel::integrator) {
    step.membrane_gain = p.r;
  } else {
    step.membrane_decay = 0.0;
    step.threshold = p.v_threshold;
  }
  return step;
}

/// Finite, and one value or as many as the others have.
void check_values(const NeuronParameters& p, Faults& faults) {
  const std::pair<const char*, const PerNeuron*> named[] = {
      {"tau", &p.tau},       {"tau_syn", &p.tau_syn}, {"r", &p.r},
      {"v_leak", &p.v_leak}, {"v_reset", &p.v_reset}, {"v_threshold", &p.v_threshold},
      {"w_in", &p.w_in}};
  std::size_t size = 1;
  for (const auto& [name, values] : named) {
    if (values->size() == 0) faults.push_back(std::string(name) + " has no value");
    if (!presets::all(*values, [](double v) { return std::isfinite(v); })) {
      faults.push_back(std::string(name) + " is not finite");
    }
    if (values->size() <= 1) continue;
    if (size != 1 && values->size() != size) {
      faults.push_back(std::string(name) + " has " + std::to_string(values->size()) +
                       " values, another parameter has " + std::to_string(size));
    }
    size = values->size();
  }
}

void check_time_constant(const char* name, const PerNeuron& tau, double dt, bool euler,
                         Faults& faults) {
  for (const double value : tau.values()) {
    if (!(value > 0)) {
      faults.push_back(std::string(name) + " must be above 0 (found " + number_text(value) + ")");
      return;
    }
    if (euler && dt > value) {
      faults.push_back("dt (" + number_text(dt) + " s) is longer than " + name + " (" +
                       number_text(value) + " s): the Euler decay 1 - dt/" + name +
                       " would be negative");
      return;
    }
  }
}

bool has_time_constant(NeuronModel model) {
  return model == NeuronModel::lif || model == NeuronModel::li || presets::has_current(model);
}

void check_time(const NeuronParameters& p, double dt, bool euler, Faults& faults) {
  if (!has_time_constant(p.model)) return;
  if (!(dt > 0) || !std::isfinite(dt)) {
    faults.push_back("a time constant needs dt > 0, the length of a timestep (found " +
                     number_text(dt) + ")");
    return;
  }
  const char* membrane = presets::has_current(p.model) ? "tau_mem" : "tau";
  check_time_constant(membrane, p.tau, dt, euler, faults);
  if (presets::has_current(p.model)) {
    check_time_constant("tau_syn", p.tau_syn, dt, euler, faults);
  }
}

/// Quotients of legal parameters can still leave the range of double.
void check_factors(const NeuronStep& step, Faults& faults) {
  for (const PerNeuron* values : {&step.current_gain, &step.membrane_gain, &step.membrane_offset,
                                  &step.threshold, &step.reset_value}) {
    if (presets::all(*values, [](double v) { return std::isfinite(v); })) continue;
    faults.push_back("r, w_in, v_leak or v_threshold is too large or too small for dt and tau");
    return;
  }
}

void apply_overrides(const DynamicsChoice& choice, NeuronStep& step) {
  if (step.has_current) {
    step.previous_current = choice.previous_current.value_or(step.previous_current);
  }
  if (!step.spiking) return;
  step.multi_spike = choice.multi_spike.value_or(step.multi_spike);
  step.compare = choice.compare.value_or(step.compare);
  step.reset = choice.reset.value_or(step.reset);
  if (choice.clip && !*choice.clip) step.clip_low.reset();
  if (choice.clip && *choice.clip) {
    step.clip_low = presets::elementwise([](double v) { return -v; }, step.threshold);
  }
}

void check_combination(const NeuronStep& step, const std::string& preset, Faults& faults) {
  if (!step.spiking) return;
  const bool positive = presets::all(step.threshold, [](double v) { return v > 0; });
  const bool resets_to_zero = presets::all(step.reset_value, [](double v) { return v == 0; });
  if (step.multi_spike && step.reset != Reset::subtract) {
    faults.push_back("several spikes a step need the reset 'subtract'");
  }
  if ((step.multi_spike || step.clip_low) && !positive) {
    faults.push_back("several spikes a step and the clip need a threshold above 0");
  }
  if (step.reset != Reset::value && !resets_to_zero) {
    faults.push_back("v_reset is not 0, and preset '" + preset + "' does not use it here: choose " +
                     "the reset 'value'");
  }
}

}  // namespace

bool presets::has_current(NeuronModel model) {
  return model == NeuronModel::cuba_lif || model == NeuronModel::cuba_li;
}

bool presets::spikes(NeuronModel model) {
  return model == NeuronModel::if_ || model == NeuronModel::lif || model == NeuronModel::cuba_lif ||
         model == NeuronModel::threshold;
}

const std::vector<DynamicsPreset>& dynamics_presets() {
  static const std::vector<DynamicsPreset> descriptions = [] {
    std::vector<DynamicsPreset> all;
    for (const presets::Preset& preset : table()) all.push_back(preset.description);
    return all;
  }();
  return descriptions;
}

const DynamicsPreset& dynamics_preset(const std::string& name) {
  return find(name).description;
}

NeuronStep discretise(const NeuronParameters& parameters, const DynamicsChoice& choice) {
  Faults faults;
  const presets::Preset& preset = find(choice.preset);
  if (parameters.model == NeuronModel::input) refuse({"an input population has no dynamics"});
  check_values(parameters, faults);
  check_time(parameters, choice.dt, preset.euler, faults);
  if (!faults.empty()) refuse(faults);

  const bool common =
      parameters.model == NeuronModel::threshold || parameters.model == NeuronModel::integrator;
  NeuronStep step =
      common ? without_time_constant(parameters) : preset.step(parameters, choice.dt, faults);
  step.model = parameters.model;
  step.has_current = presets::has_current(parameters.model);
  step.spiking = presets::spikes(parameters.model);
  if (!step.spiking) {
    step.multi_spike = false;
    step.clip_low.reset();
  }
  check_factors(step, faults);
  apply_overrides(choice, step);
  check_combination(step, choice.preset, faults);
  if (!faults.empty()) refuse(faults);
  return step;
}

}  // namespace engram::workloads
