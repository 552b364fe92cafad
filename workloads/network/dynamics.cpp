#include "workloads/network/dynamics.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace engram::workloads {
namespace {

/// f applied neuron by neuron; parameters with one value are shared.
template <class Function, class... Values>
PerNeuron each(Function f, const Values&... values) {
  const std::size_t size = std::max({values.size()...});
  std::vector<double> result;
  result.reserve(size);
  for (std::size_t neuron = 0; neuron < size; ++neuron) result.push_back(f(values[neuron]...));
  return PerNeuron(std::move(result));
}

bool any(const PerNeuron& values, bool (*test)(double)) {
  return std::any_of(values.values().begin(), values.values().end(), test);
}

bool is_zero(const PerNeuron& values) {
  return !any(values, [](double v) { return v != 0.0; });
}

enum class Decay { euler, exponential };

/// One preset: what it does by default, and how time constants become factors.
struct Rule {
  Decay decay = Decay::euler;
  Compare compare = Compare::greater;
  Reset reset = Reset::zero;       ///< of IF and LIF
  Reset cuba_reset = Reset::zero;  ///< of CubaLIF
  bool multi_spike = false;
  bool clip_if = false;  ///< IF: v >= -threshold
  bool previous_current = false;
  bool r_in_lif = true;      ///< LIF and LI multiply their input by r
  bool unit_gain = false;    ///< v in units of a r: input gain 1, threshold / (a r)
  bool leak_allowed = true;  ///< v_leak other than 0
};

struct NamedRule {
  DynamicsPreset preset;
  Rule rule;
};

const std::vector<NamedRule>& rules();

DynamicsPreset describe(const char* name, const char* summary, std::vector<std::string> choices) {
  choices.emplace_back("IF: v += r x each step, without dt (a weight counts per event)");
  return {name, summary, std::move(choices)};
}

Rule sinabs_rule() {
  Rule rule;
  rule.decay = Decay::exponential;
  rule.compare = Compare::greater_equal;
  rule.reset = rule.cuba_reset = Reset::subtract;
  rule.multi_spike = true;
  rule.clip_if = true;
  rule.leak_allowed = false;
  return rule;
}

Rule sinabs_single_rule() {
  Rule rule = sinabs_rule();
  rule.multi_spike = false;
  rule.clip_if = false;
  return rule;
}

Rule norse_rule() {
  Rule rule;
  rule.r_in_lif = false;
  return rule;
}

Rule snntorch_rule() {
  Rule rule;
  rule.unit_gain = true;
  rule.leak_allowed = false;
  return rule;
}

Rule nir_rule() {
  Rule rule;
  rule.reset = Reset::value;
  rule.cuba_reset = Reset::subtract;
  rule.previous_current = true;
  return rule;
}

const std::vector<NamedRule>& rules() {
  static const std::vector<NamedRule> all = {
      {describe("sinabs", "Sinabs: exponential decay, several spikes a step",
                {"update: v = e^-a v + a r x, a = dt / tau; v_leak must be 0",
                 "compare: v >= threshold", "spikes: multi, n = floor(v / threshold)",
                 "reset: subtract n threshold", "clip: IF keeps v >= -threshold after the reset",
                 "CubaLIF: i = e^-as i + as w_in x, used in the same step"}),
       sinabs_rule()},
      {describe("sinabs_single", "Sinabs with at most one spike a step and no clip",
                {"update: v = e^-a v + a r x; v_leak must be 0", "compare: v >= threshold",
                 "spikes: single", "reset: subtract threshold", "clip: none",
                 "CubaLIF: i = e^-as i + as w_in x, used in the same step"}),
       sinabs_single_rule()},
      {describe("norse", "Norse boxed cells: forward Euler",
                {"update: LIF, LI v += a ((v_leak - v) + x); r is not applied (as the tool does)",
                 "compare: v > threshold", "spikes: single",
                 "reset: to v_reset (0 where the file has none), same step",
                 "CubaLIF: i += as (-i + w_in x); v += a ((v_leak - v) + r i), i of this step"}),
       norse_rule()},
      {describe(
           "snntorch", "snnTorch Leaky / Synaptic: input gain 1",
           {"update: v = (1 - a) v + x, v in units of a r (threshold / (a r)); v_leak must be 0",
            "compare: v > threshold", "spikes: single",
            "reset: to v_reset (0 where the file has none), same step",
            "CubaLIF: needs r = tau_mem / dt and w_in = tau_syn / dt; i of this step"}),
       snntorch_rule()},
      {describe(
           "nir", "The NIR reference equations, forward Euler",
           {"update: LIF, LI v += a (v_leak - v + r x)", "compare: v > threshold", "spikes: single",
            "reset: LIF, IF to v_reset; CubaLIF subtract threshold",
            "CubaLIF: i += as (-i + w_in x); v += a (v_leak - v + r i), i of the step before"}),
       nir_rule()},
  };
  return all;
}

const Rule& rule_of(const std::string& name) {
  std::string known;
  for (const NamedRule& named : rules()) {
    if (named.preset.name == name) return named.rule;
    known += (known.empty() ? "" : ", ") + named.preset.name;
  }
  throw std::invalid_argument("dynamics preset '" + name + "' is not known (known: " + known + ")");
}

/// dt / tau, checked: positive, and at most 1 where a factor 1 - dt / tau is used.
PerNeuron rate(const char* field, const PerNeuron& tau, const DynamicsChoice& choice, Decay decay) {
  const auto fail = [&](const std::string& text) {
    throw std::invalid_argument(std::string(field) + ": " + text);
  };
  for (const double value : tau.values()) {
    if (!(value > 0.0) || !std::isfinite(value)) {
      fail("a time constant of " + std::to_string(value) + " s, it must be positive");
    }
  }
  if (!(choice.dt > 0.0)) {
    fail("a time constant needs the length of a timestep: give dt_us");
  }
  const double shortest = *std::min_element(tau.values().begin(), tau.values().end());
  if (decay == Decay::euler && choice.dt > shortest) {
    fail("dt of " + std::to_string(choice.dt) + " s is longer than the time constant of " +
         std::to_string(shortest) + " s (are the file's time constants in units of the step?)");
  }
  return each([&](double value) { return choice.dt / value; }, tau);
}

PerNeuron decay_factor(const PerNeuron& a, Decay decay) {
  if (decay == Decay::euler) return each([](double rate) { return 1.0 - rate; }, a);
  return each([](double rate) { return std::exp(-rate); }, a);
}

PerNeuron product(const PerNeuron& a, const PerNeuron& b) {
  return each([](double x, double y) { return x * y; }, a, b);
}

/// snnTorch applies neither r nor w_in of a CubaLIF: they must be what its gain of 1 implies.
void need_unit_gain(const char* field, const PerNeuron& gain) {
  if (any(gain, [](double g) { return std::abs(g - 1.0) > 1e-3; })) {
    throw std::invalid_argument(std::string(field) +
                                ": preset snntorch applies an input gain of 1, the file asks for " +
                                std::to_string(gain[0]));
  }
}

void discretise_membrane(const NeuronParameters& p, const DynamicsChoice& choice, const Rule& rule,
                         NeuronStep& step) {
  const PerNeuron a = rate("tau", p.tau, choice, rule.decay);
  step.membrane_decay = decay_factor(a, rule.decay);
  const bool use_r = step.has_current || rule.r_in_lif;
  const PerNeuron gain = use_r ? product(a, p.r) : a;
  if (!is_zero(p.v_leak)) {
    if (!rule.leak_allowed) {
      throw std::invalid_argument("v_leak: preset " + choice.preset +
                                  " has no leak potential, the file gives " +
                                  std::to_string(p.v_leak[0]));
    }
    step.membrane_offset = product(a, p.v_leak);
  }
  if (!rule.unit_gain) {
    step.membrane_gain = gain;
    return;
  }
  step.membrane_gain = 1.0;
  if (step.has_current) {
    need_unit_gain("r", gain);
    return;
  }
  const auto divide = [](double value, double by) { return value / by; };
  step.threshold = each(divide, step.threshold, gain);
  step.reset_value = each(divide, step.reset_value, gain);
}

void discretise_current(const NeuronParameters& p, const DynamicsChoice& choice, const Rule& rule,
                        NeuronStep& step) {
  const PerNeuron a = rate("tau_syn", p.tau_syn, choice, rule.decay);
  step.current_decay = decay_factor(a, rule.decay);
  step.current_gain = product(a, p.w_in);
  step.previous_current = choice.previous_current.value_or(rule.previous_current);
  if (!rule.unit_gain) return;
  need_unit_gain("w_in", step.current_gain);
  step.current_gain = 1.0;
}

Reset default_reset(const Rule& rule, NeuronModel model, const PerNeuron& v_reset) {
  const Reset reset = model == NeuronModel::cuba_lif ? rule.cuba_reset : rule.reset;
  if (reset == Reset::subtract) return reset;
  return is_zero(v_reset) ? Reset::zero : Reset::value;
}

void spike_rule(const NeuronParameters& p, const DynamicsChoice& choice, const Rule& rule,
                NeuronStep& step) {
  step.compare = choice.compare.value_or(rule.compare);
  step.reset = choice.reset.value_or(default_reset(rule, p.model, p.v_reset));
  step.multi_spike = choice.multi_spike.value_or(rule.multi_spike);
  if (step.multi_spike && step.reset != Reset::subtract) {
    throw std::invalid_argument("several spikes a step need the reset to subtract the threshold");
  }
  if (any(step.threshold, [](double t) { return !(t > 0.0); }) && step.multi_spike) {
    throw std::invalid_argument("v_threshold: several spikes a step need a positive threshold");
  }
  const bool clip = choice.clip.value_or(rule.clip_if && p.model == NeuronModel::if_);
  if (clip) step.clip_low = each([](double threshold) { return -threshold; }, step.threshold);
}

}  // namespace

const std::vector<DynamicsPreset>& dynamics_presets() {
  static const std::vector<DynamicsPreset> presets = [] {
    std::vector<DynamicsPreset> all;
    for (const NamedRule& named : rules()) all.push_back(named.preset);
    return all;
  }();
  return presets;
}

NeuronStep discretise(const NeuronParameters& p, const DynamicsChoice& choice) {
  const Rule& rule = rule_of(choice.preset);
  NeuronStep step;
  step.model = p.model;
  step.has_current = p.model == NeuronModel::cuba_lif || p.model == NeuronModel::cuba_li;
  step.spiking = p.model != NeuronModel::li && p.model != NeuronModel::cuba_li;
  step.threshold = p.v_threshold;
  step.reset_value = p.v_reset;
  if (step.has_current) discretise_current(p, choice, rule, step);
  if (p.model == NeuronModel::if_) {
    step.membrane_gain = p.r;
  } else {
    discretise_membrane(p, choice, rule, step);
  }
  if (step.spiking) spike_rule(p, choice, rule, step);
  return step;
}

}  // namespace engram::workloads
