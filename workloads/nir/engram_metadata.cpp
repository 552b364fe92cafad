#include "workloads/nir/engram_metadata.hpp"

#include <algorithm>

#include "workloads/network/geometry.hpp"
#include "workloads/nir/neuron_fields.hpp"
#include "workloads/nir/node_shapes.hpp"
#include "workloads/nir/written_weights.hpp"

namespace engram::workloads {
namespace {

using Integers = std::vector<std::int64_t>;

/// Writes below one group.
class Group {
 public:
  Group(Hdf5Writer& file, std::string path) : file_(file), path_(std::move(path)) {}
  void text(const std::string& name, const std::string& value) {
    file_.text(path_ + "/" + name, value);
  }
  void whole(const std::string& name, std::int64_t value) {
    file_.integers(path_ + "/" + name, {value}, {});
  }
  void wholes(const std::string& name, const Integers& values) {
    file_.integers(path_ + "/" + name, values, {values.size()});
  }
  void numbers(const std::string& name, const std::vector<double>& values) {
    file_.doubles(path_ + "/" + name, values, {values.size()});
  }

 private:
  Hdf5Writer& file_;
  std::string path_;
};

Integers dims(const Shape& shape) {
  return {shape.channels, shape.height, shape.width};
}

const char* to_text(Reset reset) {
  return reset == Reset::zero ? "zero" : reset == Reset::subtract ? "subtract" : "value";
}

void write_fixed(Group group, const FixedStep& fixed) {
  group.wholes("bits", {fixed.state_bits, fixed.fraction_bits, fixed.decay_bits});
  group.text("rounding", fixed.rounding == Rounding::floor ? "floor" : "toward_zero");
  for (const FixedNumber& number : fixed_numbers()) {
    if (!(fixed.*number.values).empty()) group.wholes(number.name, fixed.*number.values);
  }
}

void write_population(Hdf5Writer& file, const std::string& path, const Population& population,
                      const std::string& node, const std::string& bias_node) {
  Group group(file, path);
  const NeuronStep& step = population.step;
  group.text("name", population.name);
  group.text("node", node);
  group.wholes("shape", dims(population.shape));
  group.text("model", to_string(step.model));
  if (step.model == NeuronModel::input) return;
  group.text("compare", step.compare == Compare::greater ? "greater" : "greater_equal");
  group.text("reset", to_text(step.reset));
  group.wholes("flags", {step.has_current, step.previous_current, step.spiking, step.multi_spike,
                         population.output});
  group.whole("refractory", step.refractory);
  group.numbers("unit", population.unit.values());
  for (const StepNumber& number : step_numbers()) {
    group.numbers(number.name, (step.*number.values).values());
  }
  if (step.clip_low) group.numbers("clip_low", step.clip_low->values());
  if (step.low_threshold) {
    group.numbers("low_threshold", step.low_threshold->values());
    group.numbers("low_reset", step.low_reset.values());
  }
  if (population.fixed) write_fixed(Group(file, path + "/fixed"), *population.fixed);
  if (!bias_node.empty()) group.text("bias_node", bias_node);
}

const char* kind_of(const Connection& connection) {
  if (std::holds_alternative<Dense>(connection)) return "dense";
  if (std::holds_alternative<Conv2d>(connection)) return "conv2d";
  return is_one_to_one(connection) ? "one_to_one" : "sparse";
}

void write_windows(Group& group, const Projection& projection) {
  Integers pools;
  for (const AddressStage& stage : projection.stages) {
    const Pool& p = stage.pool;
    const Integers one{p.kernel_y, p.kernel_x, p.stride_y, p.stride_x, p.pad_y, p.pad_x};
    pools.insert(pools.end(), one.begin(), one.end());
  }
  const auto* conv = std::get_if<Conv2d>(&projection.connection);
  if (!pools.empty()) {
    group.wholes("pools", pools);
    group.wholes("map", dims(projection.stages.front().in));
  } else if (conv != nullptr) {
    group.wholes("map", dims(input_shape(conv->geometry)));
  }
  if (conv == nullptr) return;
  const ConvGeometry& g = conv->geometry;
  group.wholes("window", {g.kernel_height, g.kernel_width, g.stride_y, g.stride_x, g.pad_y, g.pad_x,
                          g.dilation_y, g.dilation_x});
  group.wholes("conv", {g.out_channels, g.groups, is_same_padded(g)});
}

struct Ends {
  PopulationId source, target;
  bool unrolled;
};

void write_projection(Hdf5Writer& file, const std::string& path, const Projection& projection,
                      const Ends& ends, const std::string& node, const PerNeuron& unit) {
  Group group(file, path);
  group.text("name", projection.name);
  group.whole("source", static_cast<std::int64_t>(ends.source));
  group.whole("target", static_cast<std::int64_t>(ends.target));
  group.whole("delay", projection.delay);
  group.text("kind", kind_of(projection.connection));
  if (!node.empty()) group.text("node", node);
  write_windows(group, projection);
  if (ends.unrolled) {
    const std::vector<double> written = written_weights(projection, unit);
    const bool listed = kind_of(projection.connection) == std::string("sparse");
    group.numbers("kernel", listed ? as_matrix(projection.connection, written) : written);
  }
  const Quantization& quantization = projection.quantization;
  if (quantization.format.kind != WeightKind::uniform) return;
  group.whole("bits", quantization.format.bits);
  group.whole("shift", quantization.shift);
  group.numbers("scale", quantization.scale);
}

}  // namespace

std::string node_path(const std::string& node) {
  return "/node/nodes/" + node;
}

const char* nir_type(NeuronModel model) {
  switch (model) {
    case NeuronModel::input:
      return "Input";
    case NeuronModel::if_:
      return "IF";
    case NeuronModel::lif:
      return "LIF";
    case NeuronModel::cuba_lif:
      return "CubaLIF";
    case NeuronModel::li:
      return "LI";
    case NeuronModel::cuba_li:
      return "CubaLI";
    case NeuronModel::threshold:
      return "Threshold";
    case NeuronModel::integrator:
      return "I";
  }
  return "";
}

const std::vector<StepNumber>& step_numbers() {
  static const std::vector<StepNumber> numbers{{"current_decay", &NeuronStep::current_decay},
                                               {"current_gain", &NeuronStep::current_gain},
                                               {"membrane_decay", &NeuronStep::membrane_decay},
                                               {"membrane_gain", &NeuronStep::membrane_gain},
                                               {"membrane_offset", &NeuronStep::membrane_offset},
                                               {"threshold", &NeuronStep::threshold},
                                               {"reset_value", &NeuronStep::reset_value},
                                               {"bias", &NeuronStep::bias}};
  return numbers;
}

const std::vector<FixedNumber>& fixed_numbers() {
  static const std::vector<FixedNumber> numbers{{"current_decay", &FixedStep::current_decay},
                                                {"membrane_decay", &FixedStep::membrane_decay},
                                                {"membrane_offset", &FixedStep::membrane_offset},
                                                {"threshold", &FixedStep::threshold},
                                                {"reset_value", &FixedStep::reset_value},
                                                {"clip_low", &FixedStep::clip_low},
                                                {"low_threshold", &FixedStep::low_threshold},
                                                {"low_reset", &FixedStep::low_reset},
                                                {"bias", &FixedStep::bias}};
  return numbers;
}

void write_metadata(Hdf5Writer& file, const Network& network, const WrittenNodes& nodes,
                    const NirExport& options) {
  const std::string root = metadata_root;
  const NodeShapes shapes = choose_node_shapes(network);
  Group group(file, root);
  group.whole("format", metadata_format);
  file.doubles(root + "/dt", {options.dt}, {});
  group.text("decay", options.decay == NirDecay::euler ? "euler" : "exponential");
  for (PopulationId id = 0; id < nodes.populations.size(); ++id) {
    write_population(file, root + "/populations/" + std::to_string(id), network.graph[id],
                     nodes.populations[id], nodes.bias[id]);
  }
  const auto edges = network.projections();
  for (std::size_t edge = 0; edge < edges.size(); ++edge) {
    const Ends ends{boost::source(edges[edge], network.graph),
                    boost::target(edges[edge], network.graph), shapes.unrolled[edge]};
    write_projection(file, root + "/projections/" + std::to_string(edge),
                     network.graph[edges[edge]], ends, nodes.weights[edge],
                     network.graph[ends.target].unit);
  }
}

std::vector<std::string> untold(const Network& network) {
  std::vector<std::string> lines;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const Population& population = network.graph[id];
    const NeuronStep& step = population.step;
    if (step.model == NeuronModel::input) continue;
    std::vector<std::string> things;
    if (step.spiking && step.compare == Compare::greater_equal)
      things.push_back("compares with >=");
    if (step.spiking && step.multi_spike) things.push_back("several spikes a step");
    if (step.spiking && step.reset == Reset::subtract) things.push_back("reset by subtraction");
    if (step.refractory > 0) {
      things.push_back("refractory for " + std::to_string(step.refractory) + " timesteps");
    }
    if (step.clip_low) things.push_back("a lower bound of the membrane");
    if (step.low_threshold) things.push_back("a low threshold of the membrane");
    if (population.fixed) things.push_back("integer arithmetic");
    if (things.empty()) continue;
    std::string line = "population '" + population.name + "': ";
    for (const std::string& thing : things) line += (&thing == &things[0] ? "" : ", ") + thing;
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace engram::workloads
