#include <algorithm>
#include <map>

#include "sim/config/json_document.hpp"
#include "sim/config/network_file.hpp"
#include "sim/config/run_schema.hpp"
#include "sim/config/typed.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {
namespace {

using workloads::PerNeuron;
using workloads::WeightDescription;

std::vector<double> numbers(const JsonValue& list) {
  std::vector<double> values;
  for (const JsonValue& item : list.items) values.push_back(item.number);
  return values;
}

void read_per_neuron(const TypedReader& neuron, const std::string& key, std::uint64_t size,
                     PerNeuron& out) {
  if (!neuron.has(key)) return;
  const JsonValue& value = neuron.value(key);
  if (value.type != JsonValue::Type::array) {
    out = value.number;
    return;
  }
  if (value.items.size() != size) {
    neuron.fault(key, "found " + std::to_string(value.items.size()) +
                          " values, the population has " + std::to_string(size) + " neurons");
    return;
  }
  out = PerNeuron(numbers(value));
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
  const std::vector<std::string> of_current = {"current_decay", "current_gain", "current"};
  const std::vector<std::string> of_spikes = {"threshold",   "compare",    "reset",
                                              "reset_value", "refractory", "spikes"};
  for (const auto& [key, value] : neuron.object().members) {
    const auto in = [&, &key = key](const std::vector<std::string>& keys) {
      return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    const bool unread =
        key != "model" && (input || (!current && in(of_current)) || (!spiking && in(of_spikes)));
    if (unread) neuron.fault(key, "model " + name + " has no such parameter");
  }
}

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

workloads::PopulationDescription read_population(const TypedReader& population) {
  workloads::PopulationDescription result;
  result.name = population.text("name");
  result.output = population.flag("output");
  const auto& dims = population.value("shape").items;
  const auto dim = [&](std::size_t index) {
    return static_cast<std::uint32_t>(dims[index].integer);
  };
  result.shape.channels = dim(0);
  if (dims.size() == 3) {
    result.shape.height = dim(1);
    result.shape.width = dim(2);
  } else if (dims.size() == 2) {
    population.fault("shape", "found 2 sizes, expected [neurons] or [channels, height, width]");
  }
  if (result.shape.size() > kMaxNeurons) {
    population.fault("shape", "found " + std::to_string(result.shape.size()) +
                                  " neurons, a population has at most " +
                                  std::to_string(kMaxNeurons));
    return result;
  }
  result.step = read_neuron(population.child("neuron"), result.shape.size());
  if (result.output && result.step.model == workloads::NeuronModel::input) {
    population.fault("output", "an input population cannot be an output");
  }
  return result;
}

WeightDescription read_weights(const TypedReader& weights) {
  WeightDescription result;
  const bool values = weights.has("values");
  if (values == weights.has("distribution")) {
    weights.fault("", "expected exactly one of values, distribution");
    return result;
  }
  const std::string kind = values ? "values" : weights.text("distribution");
  static const std::map<std::string, std::vector<std::string>> needed = {
      {"values", {}},
      {"constant", {"value"}},
      {"uniform", {"low", "high"}},
      {"normal", {"mean", "deviation"}},
      {"uniform_int", {"low", "high"}}};
  const std::vector<std::string>& keys = needed.at(kind);
  for (const std::string& key : keys) {
    if (!weights.has(key)) weights.fault(key, "missing; distribution " + kind + " needs it");
  }
  for (const auto& [key, value] : weights.object().members) {
    const bool read = key == "values" || key == "distribution" || (key == "density" && !values) ||
                      std::find(keys.begin(), keys.end(), key) != keys.end();
    if (!read) weights.fault(key, "is not read with " + kind);
  }
  if (values) {
    result.kind = WeightDescription::Kind::values;
    for (const double value : numbers(weights.value("values"))) {
      result.values.push_back(static_cast<float>(value));
    }
    return result;
  }
  result.density = weights.maybe_number("density").value_or(1.0);
  result.a = weights.maybe_number(kind == "constant" ? "value"
                                  : kind == "normal" ? "mean"
                                                     : "low")
                 .value_or(0);
  result.b = weights.maybe_number(kind == "normal" ? "deviation" : "high").value_or(0);
  result.kind = kind == "constant"  ? WeightDescription::Kind::constant
                : kind == "uniform" ? WeightDescription::Kind::uniform
                : kind == "normal"  ? WeightDescription::Kind::normal
                                    : WeightDescription::Kind::uniform_int;
  const bool draws_whole = kind == "uniform_int";
  const bool whole = result.a == static_cast<double>(static_cast<std::int64_t>(result.a)) &&
                     result.b == static_cast<double>(static_cast<std::int64_t>(result.b));
  if (draws_whole && (!whole || result.a > result.b || (result.a == 0 && result.b == 0))) {
    weights.fault("low", "uniform_int needs whole low <= high with a number other than 0 between");
    result.kind = WeightDescription::Kind::constant;
  }
  return result;
}

using Pair = std::pair<std::uint32_t, std::uint32_t>;

Pair read_pair(const TypedReader& reader, const std::string& key, Pair otherwise) {
  if (!reader.has(key)) return otherwise;
  const JsonValue& value = reader.value(key);
  const auto whole = [](const JsonValue& one) { return static_cast<std::uint32_t>(one.integer); };
  if (value.type == JsonValue::Type::array) return {whole(value.items[0]), whole(value.items[1])};
  return {whole(value), whole(value)};
}

void read_conv(const TypedReader& projection, workloads::ProjectionDescription& result) {
  if (result.kind != workloads::ProjectionDescription::Kind::conv2d) {
    for (const char* key : {"kernel", "stride", "padding", "dilation", "groups"}) {
      if (projection.has(key)) projection.fault(key, "is read with type conv2d only");
    }
    return;
  }
  if (!projection.has("kernel")) projection.fault("kernel", "missing; type conv2d needs it");
  std::tie(result.kernel_y, result.kernel_x) = read_pair(projection, "kernel", {1, 1});
  std::tie(result.stride_y, result.stride_x) = read_pair(projection, "stride", {1, 1});
  std::tie(result.pad_y, result.pad_x) = read_pair(projection, "padding", {0, 0});
  std::tie(result.dilation_y, result.dilation_x) = read_pair(projection, "dilation", {1, 1});
  result.groups = projection.maybe_count("groups").value_or(1);
}

workloads::ProjectionDescription read_projection(const TypedReader& projection) {
  using Kind = workloads::ProjectionDescription::Kind;
  workloads::ProjectionDescription result;
  result.name = projection.text("name");
  result.source = projection.text("source");
  result.target = projection.text("target");
  result.delay = projection.count("delay");
  const std::string type = projection.text("type");
  result.kind = type == "dense"    ? Kind::dense
                : type == "sparse" ? Kind::sparse
                : type == "conv2d" ? Kind::conv2d
                                   : Kind::one_to_one;
  if (projection.has("pool")) {
    const TypedReader pools = projection.child("pool");
    for (std::size_t index = 0; index < pools.object().items.size(); ++index) {
      const TypedReader pool(pools.object().items[index],
                             child_pointer(pools.pointer(), std::to_string(index)),
                             projection.faults());
      workloads::Pool p;
      std::tie(p.kernel_y, p.kernel_x) = read_pair(pool, "kernel", {1, 1});
      std::tie(p.stride_y, p.stride_x) = read_pair(pool, "stride", {p.kernel_y, p.kernel_x});
      std::tie(p.pad_y, p.pad_x) = read_pair(pool, "padding", {0, 0});
      result.pools.push_back(p);
    }
  }
  read_conv(projection, result);
  result.weights = read_weights(projection.child("weights"));
  return result;
}

}  // namespace

NetworkDescription typed_network(const JsonValue& tree, const std::string& pointer,
                                 std::vector<Fault>& faults) {
  NetworkDescription network;
  std::vector<std::string> names;
  const auto each = [&](const char* key, auto read) {
    const JsonValue& list = *tree.find(key);
    for (std::size_t index = 0; index < list.items.size(); ++index) {
      read(TypedReader(list.items[index],
                       child_pointer(child_pointer(pointer, key), std::to_string(index)), faults));
    }
  };
  each("populations", [&](const TypedReader& one) {
    network.populations.push_back(read_population(one));
    names.push_back(network.populations.back().name);
    if (std::count(names.begin(), names.end(), names.back()) == 2) {
      one.fault("name", "the population '" + names.back() + "' is given twice");
    }
  });
  std::vector<std::string> projections;
  each("projections", [&](const TypedReader& one) {
    network.projections.push_back(read_projection(one));
    projections.push_back(network.projections.back().name);
    if (std::count(projections.begin(), projections.end(), projections.back()) == 2) {
      one.fault("name", "the projection '" + projections.back() + "' is given twice");
    }
    for (const char* end : {"source", "target"}) {
      if (std::find(names.begin(), names.end(), one.text(end)) == names.end()) {
        one.fault(end, "no population '" + one.text(end) + "'" + suggestion(one.text(end), names));
      }
    }
  });
  return network;
}

NetworkDescription read_network_file(const std::filesystem::path& file,
                                     std::vector<Fault>& faults) {
  try {
    std::vector<Fault> found;
    const JsonValue tree =
        resolve(read_json(file), *object("a native network", network_fields()), "", found);
    if (found.empty()) return typed_network(tree, "", faults);
    faults.insert(faults.end(), found.begin(), found.end());
  } catch (const ConfigFault& fault) {
    faults.insert(faults.end(), fault.faults().begin(), fault.faults().end());
  }
  return {};
}

}  // namespace engram::sim
