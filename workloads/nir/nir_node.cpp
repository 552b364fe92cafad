#include <algorithm>
#include <cmath>

#include "workloads/nir/import.hpp"
#include "workloads/nir/nir_graph.hpp"

namespace engram::workloads {
namespace {

constexpr double kLargestSize = 1 << 20;  ///< of one dimension of a map or kernel

/// Reads the fields of one node, with its path in every fault.
class Fields {
 public:
  Fields(const Hdf5File& file, std::string path) : file_(file), path_(std::move(path)) {}

  [[noreturn]] void fail(const std::string& field, const std::string& what) const {
    throw NirFault(file_.file().string() + ": " + path_ + (field.empty() ? "" : "/" + field) +
                   ": " + what);
  }
  bool has(const std::string& field) const { return file_.exists(path_ + "/" + field); }
  Hdf5Numbers numbers(const std::string& field) const {
    Hdf5Numbers numbers = file_.read_numbers(path_ + "/" + field);
    for (const double value : numbers.values) {
      if (!std::isfinite(value)) fail(field, "holds a value that is not finite");
    }
    return numbers;
  }
  std::string type() const { return file_.read_string(path_ + "/type"); }
  bool is_string(const std::string& field) const { return file_.is_string(path_ + "/" + field); }
  std::string text(const std::string& field) const {
    return file_.read_string(path_ + "/" + field);
  }
  std::uint32_t size(const std::string& field, double value, double least) const {
    if (value != std::floor(value) || value < least || value > kLargestSize) {
      fail(field, "found " + std::to_string(value) + ", expected a whole number from " +
                      std::to_string(static_cast<int>(least)) + " to " +
                      std::to_string(static_cast<int>(kLargestSize)));
    }
    return static_cast<std::uint32_t>(value);
  }
  /// One or two whole numbers as (y, x).
  std::pair<std::uint32_t, std::uint32_t> pair(const std::string& field, double least) const {
    const std::vector<double> values = numbers(field).values;
    if (values.empty() || values.size() > 2) {
      fail(field, "found " + std::to_string(values.size()) + " numbers, expected 1 or 2");
    }
    return {size(field, values.front(), least), size(field, values.back(), least)};
  }
  PerNeuron per_neuron(const std::string& field, double otherwise, std::uint64_t& largest) const {
    if (!has(field)) return otherwise;
    std::vector<double> values = numbers(field).values;
    if (values.empty()) fail(field, "is empty");
    if (largest != 1 && values.size() != 1 && values.size() != largest) {
      fail(field, "found " + std::to_string(values.size()) + " values, other fields have " +
                      std::to_string(largest));
    }
    largest = std::max<std::uint64_t>(largest, values.size());
    if (std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end()) {
      values.resize(1);
    }
    return PerNeuron(std::move(values));
  }
  PerNeuron required(const std::string& field, std::uint64_t& largest) const {
    if (!has(field)) fail(field, "missing");
    return per_neuron(field, 0.0, largest);
  }

 private:
  const Hdf5File& file_;
  std::string path_;
};

NirInput read_input(const Fields& fields) {
  std::vector<double> dims = fields.numbers("shape").values;
  while (dims.size() > 1 && dims.front() == 1.0 && (dims.size() == 2 || dims.size() > 3)) {
    dims.erase(dims.begin());  // batch or time
  }
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

std::vector<double> read_bias(const Fields& fields, std::uint64_t outputs) {
  if (!fields.has("bias")) return {};
  std::vector<double> bias = fields.numbers("bias").values;
  if (bias.size() != outputs) {
    fields.fail("bias", "found " + std::to_string(bias.size()) + " values, expected " +
                            std::to_string(outputs));
  }
  if (std::all_of(bias.begin(), bias.end(), [](double b) { return b == 0.0; })) bias.clear();
  return bias;
}

NirLinear read_linear(const Fields& fields, bool affine) {
  if (!fields.has("weight")) fields.fail("weight", "missing");
  Hdf5Numbers weight = fields.numbers("weight");
  if (weight.shape.size() != 2) {
    fields.fail("weight", "found " + std::to_string(weight.shape.size()) +
                              " dimensions, expected (outputs, inputs)");
  }
  NirLinear linear;
  linear.outputs = fields.size("weight", static_cast<double>(weight.shape[0]), 1);
  linear.inputs = fields.size("weight", static_cast<double>(weight.shape[1]), 1);
  linear.weight = std::move(weight.values);
  if (affine) linear.bias = read_bias(fields, linear.outputs);
  return linear;
}

NirConv2d read_conv(const Fields& fields) {
  if (!fields.has("weight")) fields.fail("weight", "missing");
  Hdf5Numbers weight = fields.numbers("weight");
  if (weight.shape.size() != 4) {
    fields.fail("weight", "found " + std::to_string(weight.shape.size()) +
                              " dimensions, expected (out, in / groups, height, width)");
  }
  NirConv2d conv;
  ConvGeometry& g = conv.geometry;
  const std::vector<double> groups =
      fields.has("groups") ? fields.numbers("groups").values : std::vector<double>{1.0};
  g.groups = fields.size("groups", groups.at(0), 1);
  g.out_channels = fields.size("weight", static_cast<double>(weight.shape[0]), 1);
  g.in_channels = fields.size("weight", static_cast<double>(weight.shape[1]), 1) * g.groups;
  g.kernel_height = fields.size("weight", static_cast<double>(weight.shape[2]), 1);
  g.kernel_width = fields.size("weight", static_cast<double>(weight.shape[3]), 1);
  if (g.out_channels % g.groups != 0) {
    fields.fail("groups", std::to_string(g.groups) + " groups do not divide " +
                              std::to_string(g.out_channels) + " output channels");
  }
  if (fields.has("stride")) std::tie(g.stride_y, g.stride_x) = fields.pair("stride", 1);
  if (fields.has("dilation")) std::tie(g.dilation_y, g.dilation_x) = fields.pair("dilation", 1);
  if (fields.has("padding") && fields.is_string("padding")) {
    const std::string padding = fields.text("padding");
    if (padding != "same" && padding != "valid") {
      fields.fail("padding", "found '" + padding + "', expected numbers, 'same' or 'valid'");
    }
    conv.same = padding == "same";
    if (conv.same && (g.stride_y != 1 || g.stride_x != 1)) {
      fields.fail("padding", "'same' needs a stride of 1");
    }
    if (conv.same) {
      g.pad_y = (g.kernel_height - 1) * g.dilation_y / 2;
      g.pad_x = (g.kernel_width - 1) * g.dilation_x / 2;
    }
  } else if (fields.has("padding")) {
    std::tie(g.pad_y, g.pad_x) = fields.pair("padding", 0);
  }
  conv.weight = std::move(weight.values);
  conv.bias = read_bias(fields, g.out_channels);
  return conv;
}

NirPool read_pool(const Fields& fields, bool average) {
  NirPool node;
  node.average = average;
  std::tie(node.pool.kernel_y, node.pool.kernel_x) = fields.pair("kernel_size", 1);
  std::tie(node.pool.stride_y, node.pool.stride_x) = fields.pair("stride", 1);
  if (fields.has("padding")) {
    std::tie(node.pool.pad_y, node.pool.pad_x) = fields.pair("padding", 0);
  }
  return node;
}

NirScale read_scale(const Fields& fields) {
  const std::vector<double> scale = fields.numbers("scale").values;
  if (scale.empty() ||
      std::adjacent_find(scale.begin(), scale.end(), std::not_equal_to<>()) != scale.end()) {
    fields.fail("scale", "only one factor for all neurons can be folded into the next weights");
  }
  return {scale.front()};
}

NirNeuron read_neuron(const Fields& fields, NeuronModel model) {
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
    p.w_in = fields.per_neuron("w_in", 1.0, node.size);
  }
  p.r = fields.required("r", node.size);
  if (spiking) {
    p.v_threshold = fields.required("v_threshold", node.size);
    p.v_reset = fields.per_neuron("v_reset", 0.0, node.size);
  }
  return node;
}

}  // namespace

NirNode read_nir_node(const Hdf5File& file, const std::string& path) {
  const Fields fields(file, path);
  const std::string type = fields.type();
  NirNode node{path, NirOutput{}};
  if (type == "Input")
    node.content = read_input(fields);
  else if (type == "Output")
    node.content = NirOutput{};
  else if (type == "Affine")
    node.content = read_linear(fields, true);
  else if (type == "Linear")
    node.content = read_linear(fields, false);
  else if (type == "Conv2d")
    node.content = read_conv(fields);
  else if (type == "SumPool2d")
    node.content = read_pool(fields, false);
  else if (type == "AvgPool2d")
    node.content = read_pool(fields, true);
  else if (type == "Flatten")
    node.content = NirFlatten{};
  else if (type == "Scale")
    node.content = read_scale(fields);
  else if (type == "IF")
    node.content = read_neuron(fields, NeuronModel::if_);
  else if (type == "LIF")
    node.content = read_neuron(fields, NeuronModel::lif);
  else if (type == "LI")
    node.content = read_neuron(fields, NeuronModel::li);
  else if (type == "CubaLIF")
    node.content = read_neuron(fields, NeuronModel::cuba_lif);
  else if (type == "CubaLI")
    node.content = read_neuron(fields, NeuronModel::cuba_li);
  else
    fields.fail("type", "node type '" + type + "' is not supported by this version");
  return node;
}

}  // namespace engram::workloads
