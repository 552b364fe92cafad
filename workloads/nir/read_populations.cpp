#include <algorithm>
#include <cmath>

#include "workloads/nir/engram_metadata.hpp"
#include "workloads/nir/neuron_fields.hpp"
#include "workloads/nir/read_exported.hpp"

namespace engram::workloads {
namespace {

constexpr NeuronModel models[] = {
    NeuronModel::input, NeuronModel::if_,     NeuronModel::lif,       NeuronModel::cuba_lif,
    NeuronModel::li,    NeuronModel::cuba_li, NeuronModel::threshold, NeuronModel::integrator};
constexpr std::int64_t largest_exact = std::int64_t{1} << 53;  // whole numbers in a double

std::vector<std::string> model_names() {
  std::vector<std::string> names;
  for (const NeuronModel model : models) names.emplace_back(to_string(model));
  return names;
}

FixedStep read_fixed(const MetadataFields& fields, std::uint64_t neurons) {
  FixedStep fixed;
  const auto bits = fields.wholes("bits", 3, 0, 48);
  fixed.state_bits = static_cast<unsigned>(bits[0]);
  fixed.fraction_bits = static_cast<unsigned>(bits[1]);
  fixed.decay_bits = static_cast<unsigned>(bits[2]);
  if (fixed.state_bits < 2 || fixed.fraction_bits > 24 || fixed.decay_bits > 15) {
    fields.fail("bits", "expected 2 to 48 of state, 0 to 24 of fraction, 0 to 15 of decay");
  }
  fixed.rounding = fields.choice("rounding", {"toward_zero", "floor"}) == 0 ? Rounding::toward_zero
                                                                            : Rounding::floor;
  for (const FixedNumber& number : fixed_numbers()) {
    if (!fields.has(number.name)) continue;
    auto& values = fixed.*number.values;
    values = fields.wholes(number.name, 0, -largest_exact, largest_exact);
    if (values.size() != 1 && values.size() != neurons) {
      fields.fail(number.name, "found " + std::to_string(values.size()) +
                                   " values, expected 1 or " + std::to_string(neurons));
    }
  }
  for (const FixedNumber& number : fixed_numbers()) {
    const bool optional = number.values == &FixedStep::clip_low ||
                          number.values == &FixedStep::low_threshold ||
                          number.values == &FixedStep::low_reset;
    if (!optional && (fixed.*number.values).empty()) fields.fail(number.name, "missing");
  }
  return fixed;
}

/// As float32 may have changed it.
bool close(double a, double b) {
  constexpr double tolerance = 1e-5;
  return std::abs(a - b) <= tolerance * std::max({std::abs(a), std::abs(b), 1e-3});
}

/// What a NIR node says against what the metadata says: another tool may have changed it.
class Comparison {
 public:
  Comparison(const MetadataFields& node, std::uint64_t neurons) : node_(node), neurons_(neurons) {}

  void expect(const char* field, const PerNeuron& wanted, const PerNeuron& found) const {
    for (std::uint64_t neuron = 0; neuron < std::max(wanted.size(), found.size()); ++neuron) {
      if (close(wanted[neuron], found[neuron])) continue;
      node_.fail(field, "was changed since Engram exported this file (found a step with " +
                            std::to_string(found[neuron]) + ", expected " +
                            std::to_string(wanted[neuron]) +
                            "): choose another dynamics preset than 'engram'");
    }
  }
  PerNeuron read(const char* field) const { return node_.per_neuron(field, neurons_); }

 private:
  const MetadataFields& node_;
  std::uint64_t neurons_;
};

void check_neurons(const MetadataFields& node, const Population& population,
                   const NirExport& options) {
  const Comparison comparison(node, population.shape.size());
  const NeuronStep wanted = real_step(population);
  NeuronParameters p;
  p.model = written_model(wanted);
  const std::string type = node.text("type");
  if (type != nir_type(p.model)) {
    node.fail("type", "found '" + type + "', expected '" + nir_type(p.model) +
                          "': the file was changed since Engram exported it");
  }
  const bool threshold = p.model == NeuronModel::threshold;
  const char* tau = wanted.has_current ? "tau_mem" : "tau";
  if (!threshold) p.r = comparison.read("r");
  if (has_time_constant(p.model)) {
    p.tau = comparison.read(tau);
    p.v_leak = comparison.read("v_leak");
  }
  if (wanted.has_current) {
    p.tau_syn = comparison.read("tau_syn");
    p.w_in = comparison.read("w_in");
  }
  if (wanted.spiking) p.v_threshold = comparison.read(threshold ? "threshold" : "v_threshold");
  if (has_reset(p.model)) p.v_reset = comparison.read("v_reset");
  const NeuronStep found = step_of(p, wanted, options);
  comparison.expect(tau, wanted.membrane_decay, found.membrane_decay);
  comparison.expect("r", wanted.membrane_gain, found.membrane_gain);
  comparison.expect("v_leak", wanted.membrane_offset, found.membrane_offset);
  if (wanted.has_current) {
    comparison.expect("tau_syn", wanted.current_decay, found.current_decay);
    comparison.expect("w_in", wanted.current_gain, found.current_gain);
  }
  if (wanted.spiking) {
    comparison.expect(threshold ? "threshold" : "v_threshold", wanted.threshold, found.threshold);
  }
  if (has_reset(p.model) && wanted.reset == Reset::value) {
    comparison.expect("v_reset", wanted.reset_value, found.reset_value);
  }
}

/// One value a neuron, or one a channel of as many neurons.
void check_bias(const MetadataFields& node, const Population& population) {
  const std::uint64_t neurons = population.shape.size();
  const std::vector<double> found = node.numbers("bias");
  if (found.empty() || neurons % found.size() != 0) {
    node.fail("bias", "found " + std::to_string(found.size()) + " values for " +
                          std::to_string(neurons) + " neurons");
  }
  std::vector<double> spread(neurons);
  for (std::uint64_t neuron = 0; neuron < neurons; ++neuron) {
    spread[neuron] = found[neuron / (neurons / found.size())];
  }
  Comparison(node, neurons).expect("bias", real_step(population).bias, PerNeuron(spread));
}

void read_choices(const MetadataFields& fields, Population& population) {
  NeuronStep& step = population.step;
  step.compare = fields.choice("compare", {"greater", "greater_equal"}) == 0
                     ? Compare::greater
                     : Compare::greater_equal;
  step.reset = static_cast<Reset>(fields.choice("reset", {"zero", "subtract", "value"}));
  const auto flags = fields.wholes("flags", 5, 0, 1);
  step.has_current = flags[0] == 1;
  step.previous_current = flags[1] == 1;
  step.spiking = flags[2] == 1;
  step.multi_spike = flags[3] == 1;
  population.output = flags[4] == 1;
  const bool current = step.model == NeuronModel::cuba_lif || step.model == NeuronModel::cuba_li;
  const bool readout = step.model == NeuronModel::li || step.model == NeuronModel::cuba_li ||
                       step.model == NeuronModel::integrator;
  if (step.has_current != current || step.spiking == readout) {
    fields.fail("flags", std::string("do not fit model '") + to_string(step.model) + "'");
  }
  step.refractory =
      static_cast<std::uint32_t>(fields.whole("refractory", 0, std::uint32_t{0xffffffff}));
  if (step.multi_spike && step.reset != Reset::subtract) {
    fields.fail("flags", "several spikes a step need the reset 'subtract'");
  }
}

}  // namespace

Population read_population(const MetadataFields& fields, const NirExport& options) {
  Population population;
  population.name = fields.text("name");
  population.shape = fields.shape("shape");
  population.step.model = models[fields.choice("model", model_names())];
  const MetadataFields node = fields.node("node");
  if (population.step.model == NeuronModel::input) {
    if (node.text("type") != "Input") node.fail("type", "expected 'Input'");
    return population;
  }
  const std::uint64_t neurons = population.shape.size();
  read_choices(fields, population);
  for (const StepNumber& number : step_numbers()) {
    population.step.*number.values = fields.per_neuron(number.name, neurons);
  }
  if (fields.has("clip_low")) population.step.clip_low = fields.per_neuron("clip_low", neurons);
  if (fields.has("low_threshold")) {
    population.step.low_threshold = fields.per_neuron("low_threshold", neurons);
    population.step.low_reset = fields.per_neuron("low_reset", neurons);
  }
  for (const double threshold : population.step.threshold.values()) {
    if (population.step.multi_spike && !(threshold > 0)) {
      fields.fail("threshold", "several spikes a step need a threshold above 0");
    }
  }
  population.unit = fields.per_neuron("unit", neurons);
  for (const double unit : population.unit.values()) {
    if (!(unit > 0)) fields.fail("unit", "found " + std::to_string(unit) + ", expected above 0");
  }
  if (fields.has("fixed")) population.fixed = read_fixed(fields.group("fixed"), neurons);
  check_neurons(node, population, options);
  if (fields.has("bias_node")) check_bias(fields.node("bias_node"), population);
  return population;
}

}  // namespace engram::workloads
