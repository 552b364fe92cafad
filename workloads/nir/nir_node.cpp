#include <algorithm>
#include <functional>

#include "workloads/nir/nir_fields.hpp"
#include "workloads/nir/nir_graph.hpp"
#include "workloads/nir/nir_weights.hpp"

namespace engram::workloads {
namespace {

/// Every reading of the dimensions: up to three of them, from the right. A leading 1 tells nothing,
/// so the reading without it comes first.
NirInput read_input(const NirFields& fields) {
  std::vector<double> dims = fields.numbers("shape").values;
  if (dims.empty()) fields.fail("shape", "found no dimensions, expected at least 1");
  std::vector<std::uint32_t> sizes;
  for (const double dim : dims) sizes.push_back(fields.size("shape", dim, 1));
  NirInput input;
  for (std::size_t count = std::min<std::size_t>(sizes.size(), 3); count > 0; --count) {
    const std::uint32_t* last = sizes.data() + sizes.size();
    Shape shape{last[-static_cast<std::ptrdiff_t>(count)], 1, 1};
    if (count > 1) shape.width = last[-1];
    if (count > 2) shape.height = last[-2];
    input.shapes.push_back(shape);
  }
  const bool needless = sizes.size() == 2 && sizes.front() == 1;
  if (needless) std::swap(input.shapes[0], input.shapes[1]);
  return input;
}

NirScale read_scale(const NirFields& fields) {
  NirScale scale{fields.numbers("scale")};
  if (scale.factors.values.empty()) fields.fail("scale", "is empty");
  return scale;
}

NirDelay read_delay(const NirFields& fields) {
  NirDelay delay{fields.numbers("delay")};
  if (delay.delays.values.empty()) fields.fail("delay", "is empty");
  for (const double value : delay.delays.values) {
    if (value >= 0) continue;
    fields.fail("delay", "found " + std::to_string(value) + ", expected 0 or more");
  }
  return delay;
}

NirNeuron read_neuron(const NirFields& fields, NeuronModel model) {
  NirNeuron node;
  NeuronParameters& p = node.parameters;
  p.model = model;
  const bool current = model == NeuronModel::cuba_lif || model == NeuronModel::cuba_li;
  const bool leaky = current || model == NeuronModel::lif || model == NeuronModel::li;
  if (leaky) {
    p.tau = fields.required(current ? "tau_mem" : "tau", node.size);
    p.v_leak = fields.required("v_leak", node.size);
  }
  if (current) {
    p.tau_syn = fields.required("tau_syn", node.size);
    p.w_in = fields.optional("w_in", 1.0, node.size);
  }
  if (model == NeuronModel::threshold) {
    p.v_threshold = fields.required("threshold", node.size);
  } else {
    p.r = fields.required("r", node.size);
  }
  if (model == NeuronModel::if_ || model == NeuronModel::lif || model == NeuronModel::cuba_lif) {
    p.v_threshold = fields.required("v_threshold", node.size);
    p.v_reset = fields.optional("v_reset", 0.0, node.size);
  }
  for (const char* field : {"r", "tau", "tau_mem", "threshold", "v_threshold"}) {
    if (fields.has_dimensions(field)) node.scalar = false;
  }
  return node;
}

using Content = decltype(NirNode::content);

template <NeuronModel model>
Content neuron(const NirFields& fields) {
  return read_neuron(fields, model);
}

struct NodeType {
  const char* name;
  Content (*read)(const NirFields&);
};

const NodeType node_types[] = {
    {"Input", [](const NirFields& fields) -> Content { return read_input(fields); }},
    // Its shape is not read: real files hold (0,) and (1, 1, 1).
    {"Output", [](const NirFields&) -> Content { return NirOutput{}; }},
    {"Affine", [](const NirFields& fields) -> Content { return read_linear(fields, true); }},
    {"Linear", [](const NirFields& fields) -> Content { return read_linear(fields, false); }},
    {"Conv1d", [](const NirFields& fields) -> Content { return read_conv(fields, 1); }},
    {"Conv2d", [](const NirFields& fields) -> Content { return read_conv(fields, 2); }},
    {"SumPool2d", [](const NirFields& fields) -> Content { return read_pool(fields, false); }},
    {"AvgPool2d", [](const NirFields& fields) -> Content { return read_pool(fields, true); }},
    {"Flatten", [](const NirFields&) -> Content { return NirFlatten{}; }},
    {"Scale", [](const NirFields& fields) -> Content { return read_scale(fields); }},
    {"Delay", [](const NirFields& fields) -> Content { return read_delay(fields); }},
    {"Threshold", neuron<NeuronModel::threshold>},
    {"I", neuron<NeuronModel::integrator>},
    {"IF", neuron<NeuronModel::if_>},
    {"LI", neuron<NeuronModel::li>},
    {"LIF", neuron<NeuronModel::lif>},
    {"CubaLI", neuron<NeuronModel::cuba_li>},
    {"CubaLIF", neuron<NeuronModel::cuba_lif>},
};

}  // namespace

NirNode read_nir_node(const Hdf5File& file, const std::string& path, const NirOptions& options) {
  const NirFields fields(file, path, options.parts_from);
  const std::string type = fields.text("type");
  std::string known;
  for (const NodeType& each : node_types) {
    if (type == each.name) return {path, each.read(fields)};
    known += std::string(known.empty() ? "" : ", ") + each.name;
  }
  fields.fail("type", "found node type '" + type + "', expected one of " + known + ", NIRGraph");
}

}  // namespace engram::workloads
