#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <tuple>

#include "workloads/nir/nir_fields.hpp"
#include "workloads/nir/nir_graph.hpp"

namespace engram::workloads {
namespace {

/// (neurons) or (channels, height, width). Leading dimensions of 1 beyond those are batch or time
/// and are dropped; so is one of 1 before a single other.
NirInput read_input(const NirFields& fields) {
  std::vector<double> dims = fields.numbers("shape").values;
  while (dims.size() > 1 && dims.size() != 3 && dims.front() == 1.0) dims.erase(dims.begin());
  if (dims.size() != 1 && dims.size() != 3) {
    fields.fail("shape", "found " + std::to_string(dims.size()) +
                             " dimensions, expected (neurons) or (channels, height, width)");
  }
  Shape shape{fields.size("shape", dims[0], 1), 1, 1};
  if (dims.size() == 3) {
    shape.height = fields.size("shape", dims[1], 1);
    shape.width = fields.size("shape", dims[2], 1);
  }
  return {shape};
}

/// Empty where the file has none or only zeros.
std::vector<double> read_bias(const NirFields& fields, std::uint64_t outputs) {
  if (!fields.has("bias")) return {};
  std::vector<double> bias = fields.numbers("bias").values;
  if (bias.size() != outputs) {
    fields.fail("bias", "found " + std::to_string(bias.size()) + " values, expected " +
                            std::to_string(outputs));
  }
  if (std::all_of(bias.begin(), bias.end(), [](double b) { return b == 0.0; })) bias.clear();
  return bias;
}

/// A weight that float32 cannot hold would become infinite.
Hdf5Numbers read_weight(const NirFields& fields, std::size_t dimensions, const char* expected) {
  Hdf5Numbers weight = fields.numbers("weight");
  while (weight.shape.size() > dimensions && weight.shape.front() == 1) {
    weight.shape.erase(weight.shape.begin());  // NIR lets a weight have batch dimensions
  }
  if (weight.shape.size() != dimensions) {
    fields.fail("weight", "found " + std::to_string(weight.shape.size()) +
                              " dimensions, expected " + expected);
  }
  for (const double value : weight.values) {
    if (std::abs(value) > std::numeric_limits<float>::max()) {
      fields.fail("weight", "holds a value beyond float32");
    }
  }
  return weight;
}

NirLinear read_linear(const NirFields& fields, bool affine) {
  Hdf5Numbers weight = read_weight(fields, 2, "(outputs, inputs)");
  NirLinear linear;
  linear.outputs = fields.size("weight", static_cast<double>(weight.shape[0]), 1);
  linear.inputs = fields.size("weight", static_cast<double>(weight.shape[1]), 1);
  linear.weight = std::move(weight.values);
  if (affine) linear.bias = read_bias(fields, linear.outputs);
  return linear;
}

void read_padding(const NirFields& fields, NirConv2d& conv) {
  if (!fields.has("padding")) return;
  if (!fields.is_string("padding")) {
    std::tie(conv.window.pad_y, conv.window.pad_x) = fields.pair("padding", 0);
    return;
  }
  const std::string padding = fields.text("padding");
  if (padding != "same" && padding != "valid") {
    fields.fail("padding", "found '" + padding + "', expected numbers, 'same' or 'valid'");
  }
  conv.same = padding == "same";
}

NirConv2d read_conv(const NirFields& fields) {
  Hdf5Numbers weight = read_weight(fields, 4, "(out, in / groups, height, width)");
  std::array<std::uint32_t, 4> sizes{};
  for (std::size_t dimension = 0; dimension < 4; ++dimension) {
    sizes[dimension] = fields.size("weight", static_cast<double>(weight.shape[dimension]), 1);
  }
  NirConv2d conv;
  conv.groups = fields.whole("groups", 1, 1);
  conv.out_channels = sizes[0];
  conv.in_channels = fields.size("weight", static_cast<double>(sizes[1]) * conv.groups, 1);
  conv.window.kernel_y = sizes[2];
  conv.window.kernel_x = sizes[3];
  ConvWindow& w = conv.window;
  if (fields.has("stride")) std::tie(w.stride_y, w.stride_x) = fields.pair("stride", 1);
  if (fields.has("dilation")) std::tie(w.dilation_y, w.dilation_x) = fields.pair("dilation", 1);
  if (fields.has("input_shape")) conv.input_size = fields.pair("input_shape", 1);
  read_padding(fields, conv);
  conv.weight = std::move(weight.values);
  conv.bias = read_bias(fields, conv.out_channels);
  return conv;
}

NirPool read_pool(const NirFields& fields, bool average) {
  NirPool node;
  node.average = average;
  std::tie(node.pool.kernel_y, node.pool.kernel_x) = fields.pair("kernel_size", 1);
  std::tie(node.pool.stride_y, node.pool.stride_x) = fields.pair("stride", 1);
  if (fields.has("padding")) {
    std::tie(node.pool.pad_y, node.pool.pad_x) = fields.pair("padding", 0);
  }
  return node;
}

NirScale read_scale(const NirFields& fields) {
  const std::vector<double> scale = fields.numbers("scale").values;
  if (scale.empty()) fields.fail("scale", "is empty");
  if (std::adjacent_find(scale.begin(), scale.end(), std::not_equal_to<>()) != scale.end()) {
    fields.fail("scale", "holds factors that differ; only one for all can be folded into weights");
  }
  return {scale.front()};
}

NirNeuron read_neuron(const NirFields& fields, NeuronModel model) {
  NirNeuron node;
  NeuronParameters& p = node.parameters;
  p.model = model;
  const bool current = model == NeuronModel::cuba_lif || model == NeuronModel::cuba_li;
  const bool spiking = model != NeuronModel::li && model != NeuronModel::cuba_li;
  if (model != NeuronModel::if_) {
    p.tau = fields.required(current ? "tau_mem" : "tau", node.size);
    p.v_leak = fields.required("v_leak", node.size);
  }
  if (current) {
    p.tau_syn = fields.required("tau_syn", node.size);
    p.w_in = fields.optional("w_in", 1.0, node.size);
  }
  p.r = fields.required("r", node.size);
  if (spiking) {
    p.v_threshold = fields.required("v_threshold", node.size);
    p.v_reset = fields.optional("v_reset", 0.0, node.size);
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
    {"Conv2d", [](const NirFields& fields) -> Content { return read_conv(fields); }},
    {"SumPool2d", [](const NirFields& fields) -> Content { return read_pool(fields, false); }},
    {"AvgPool2d", [](const NirFields& fields) -> Content { return read_pool(fields, true); }},
    {"Flatten", [](const NirFields&) -> Content { return NirFlatten{}; }},
    {"Scale", [](const NirFields& fields) -> Content { return read_scale(fields); }},
    {"IF", neuron<NeuronModel::if_>},
    {"LIF", neuron<NeuronModel::lif>},
    {"LI", neuron<NeuronModel::li>},
    {"CubaLIF", neuron<NeuronModel::cuba_lif>},
    {"CubaLI", neuron<NeuronModel::cuba_li>},
};

}  // namespace

NirNode read_nir_node(const Hdf5File& file, const std::string& path) {
  const NirFields fields(file, path);
  const std::string type = fields.text("type");
  std::string known;
  for (const NodeType& each : node_types) {
    if (type == each.name) return {path, each.read(fields)};
    known += std::string(known.empty() ? "" : ", ") + each.name;
  }
  if (type == "NIRGraph") {
    fields.fail("type", "a nested graph ('NIRGraph') is not supported by this version");
  }
  fields.fail("type",
              "node type '" + type + "' is not supported by this version (" + known + " are)");
}

}  // namespace engram::workloads
