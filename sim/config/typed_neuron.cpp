#include "sim/config/typed_neuron.hpp"

#include <algorithm>

#include "sim/config/typed_weights.hpp"

namespace engram::sim {
namespace {

using workloads::PerNeuron;

/// `size` 0: not known, the shape is wrong.
void read_per_neuron(const TypedReader& neuron, const std::string& key, std::uint64_t size,
                     PerNeuron& out) {
  if (!neuron.has(key)) return;
  const JsonValue& value = neuron.value(key);
  if (value.type != JsonValue::Type::array) {
    out = value.number;
  } else if (value.items.size() == size) {
    out = PerNeuron(read_numbers(value));
  } else if (size > 0) {
    neuron.fault(key, "found " + std::to_string(value.items.size()) +
                          " values, the population has " + std::to_string(size) + " neurons");
  }
}

workloads::NeuronModel model_of(const std::string& name) {
  using workloads::NeuronModel;
  for (const NeuronModel model : {NeuronModel::input, NeuronModel::if_, NeuronModel::lif,
                                  NeuronModel::cuba_lif, NeuronModel::li, NeuronModel::cuba_li}) {
    if (name == workloads::to_string(model)) return model;
  }
  return NeuronModel::input;
}

/// Keys that the chosen model does not read are faults: nothing given is silently ignored.
void check_keys(const TypedReader& neuron, workloads::NeuronModel model) {
  const bool input = model == workloads::NeuronModel::input;
  const std::string name = neuron.text("model");
  const bool current = name.starts_with("cuba");
  const bool spiking = name != "li" && name != "cuba_li";
  const bool leaks = name != "if";
  const std::vector<std::string> of_current = {"current_decay", "current_gain", "current"};
  const std::vector<std::string> of_spikes = {"threshold",   "compare",    "reset",
                                              "reset_value", "refractory", "spikes"};
  for (const auto& [key, value] : neuron.object().members) {
    const auto in = [&, &key = key](const std::vector<std::string>& keys) {
      return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    const bool unread =
        key != "model" && (input || (!current && in(of_current)) || (!spiking && in(of_spikes)) ||
                           (!leaks && key == "decay"));
    if (unread) neuron.fault(key, "model " + name + " has no such parameter");
  }
}

}  // namespace

workloads::NeuronStep read_neuron(const TypedReader& neuron, std::uint64_t size) {
  workloads::NeuronStep step;
  step.model = model_of(neuron.text("model"));
  check_keys(neuron, step.model);
  step.has_current = neuron.text("model").starts_with("cuba");
  step.spiking =
      step.model != workloads::NeuronModel::li && step.model != workloads::NeuronModel::cuba_li;
  read_per_neuron(neuron, "threshold", size, step.threshold);
  read_per_neuron(neuron, "decay", size, step.membrane_decay);
  read_per_neuron(neuron, "gain", size, step.membrane_gain);
  read_per_neuron(neuron, "offset", size, step.membrane_offset);
  read_per_neuron(neuron, "bias", size, step.bias);
  read_per_neuron(neuron, "current_decay", size, step.current_decay);
  read_per_neuron(neuron, "current_gain", size, step.current_gain);
  read_per_neuron(neuron, "reset_value", size, step.reset_value);
  if (neuron.has("clip_low")) {
    step.clip_low = 0.0;
    read_per_neuron(neuron, "clip_low", size, *step.clip_low);
  }
  step.previous_current = neuron.maybe_text("current") == "previous_step";
  step.refractory = neuron.maybe_count("refractory").value_or(0);
  step.multi_spike = neuron.maybe_text("spikes") == "multi";
  if (neuron.maybe_text("compare") == "greater_equal") {
    step.compare = workloads::Compare::greater_equal;
  }
  const std::string reset = neuron.maybe_text("reset").value_or("zero");
  step.reset = reset == "zero"       ? workloads::Reset::zero
               : reset == "subtract" ? workloads::Reset::subtract
                                     : workloads::Reset::value;
  if (neuron.has("reset_value") && step.reset != workloads::Reset::value) {
    neuron.fault("reset_value", "is read with reset value only, reset is " + reset);
  }
  if (step.multi_spike && step.reset != workloads::Reset::subtract) {
    neuron.fault("spikes", "multi needs reset subtract");
  }
  const auto& thresholds = step.threshold.values();
  if (step.multi_spike &&
      std::any_of(thresholds.begin(), thresholds.end(), [](double t) { return t <= 0; })) {
    neuron.fault("threshold", "multi spikes need a positive threshold");
  }
  return step;
}

}  // namespace engram::sim
