#include "workloads/nir/nir_paths.hpp"

#include <algorithm>
#include <cmath>

#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

/// Bounds of what a file may ask for; real networks stay far below.
constexpr std::size_t longest_way = 256;
constexpr std::size_t most_paths = 4096;

/// What has been met on the way so far.
struct Way {
  Shape shape;
  std::vector<AddressStage> stages;
  std::string weighted;  ///< name of the weighted node; empty: none yet
  Connection connection;
  std::vector<double> bias;
  std::string bias_key;
  double factor = 1.0;  ///< of average pooling and scales before the weights
  std::vector<std::string> visited;
};

std::vector<float> scaled(const std::vector<double>& weight, double factor) {
  std::vector<float> result;
  result.reserve(weight.size());
  for (const double w : weight) result.push_back(static_cast<float>(w * factor));
  return result;
}

Sparse identity(std::uint64_t neurons, double weight) {
  Sparse sparse;
  sparse.inputs = sparse.outputs = static_cast<std::uint32_t>(neurons);
  sparse.row_begin.push_back(0);
  for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
    sparse.target.push_back(neuron);
    sparse.weights.push_back(static_cast<float>(weight));
    sparse.row_begin.push_back(sparse.target.size());
  }
  return sparse;
}

class Tracer {
 public:
  Tracer(const NirGraph& graph, const std::string& file, std::string source,
         std::set<std::string>& reached)
      : graph_(graph), file_(file), source_(std::move(source)), reached_(reached) {}

  void follow(const std::string& from, const Way& way) {
    const std::vector<std::string> next = graph_.successors(from);
    if (next.empty() && from != source_) note(fault(from, "leads nowhere"));
    for (const std::string& name : next) {
      try {
        step(name, way);
      } catch (const FileFault& found) {
        note(found.what());
      } catch (const NetworkFault& found) {
        note(fault(name, found.what()));
      }
    }
  }

  std::vector<NirPath> take() {
    if (!faults_.empty()) throw FileFault(faults_);
    return std::move(paths_);
  }

 private:
  void note(const std::string& text) { faults_ += (faults_.empty() ? "" : "\n") + text; }
  std::string fault(const std::string& name, const std::string& what) const {
    return file_ + ": " + graph_.nodes.at(name).path + ": " + what;
  }
  [[noreturn]] void fail(const std::string& name, const std::string& what) const {
    throw FileFault(fault(name, what));
  }

  void step(const std::string& name, Way way) {
    if (std::find(way.visited.begin(), way.visited.end(), name) != way.visited.end()) {
      fail(name, "a loop that holds no neuron");
    }
    if (way.visited.size() >= longest_way || paths_.size() >= most_paths) {
      fail(name, "more than " + std::to_string(longest_way) + " nodes in a row or " +
                     std::to_string(most_paths) + " paths between '" + source_ +
                     "' and the next neurons");
    }
    way.visited.push_back(name);
    reached_.insert(name);
    if (!way.weighted.empty()) way.bias_key += "/" + name;
    const auto& content = graph_.nodes.at(name).content;
    if (std::holds_alternative<NirNeuron>(content)) return end_at_neuron(name, way);
    if (std::holds_alternative<NirOutput>(content)) return end_at_output(name, way);
    if (std::holds_alternative<NirInput>(content)) fail(name, "an edge leads into an Input");
    if (const auto* linear = std::get_if<NirLinear>(&content)) pass_linear(name, *linear, way);
    if (const auto* conv = std::get_if<NirConv2d>(&content)) pass_conv(name, *conv, way);
    if (const auto* pool = std::get_if<NirPool>(&content)) pass_pool(name, *pool, way);
    if (const auto* scale = std::get_if<NirScale>(&content)) pass_scale(name, *scale, way);
    if (std::holds_alternative<NirFlatten>(content)) {
      way.shape = {static_cast<std::uint32_t>(way.shape.size()), 1, 1};
    }
    follow(name, way);
  }

  void take_weights(const std::string& name, Way& way) const {
    if (!way.weighted.empty()) {
      fail(name, "a second weighted node after '" + way.weighted + "' without a neuron between");
    }
    way.weighted = way.bias_key = name;
  }

  void pass_linear(const std::string& name, const NirLinear& linear, Way& way) const {
    take_weights(name, way);
    if (linear.inputs != way.shape.size()) {
      const bool transposed = linear.outputs == way.shape.size();
      fail(name,
           "weight: takes " + std::to_string(linear.inputs) + " inputs, found " +
               std::to_string(way.shape.size()) + " " + to_string(way.shape) +
               (transposed ? "; the matrix seems transposed: (outputs, inputs) is expected" : ""));
    }
    way.connection = Dense{linear.inputs, linear.outputs, scaled(linear.weight, way.factor)};
    way.shape = {linear.outputs, 1, 1};
    way.bias = linear.bias;
  }

  void pass_conv(const std::string& name, const NirConv2d& conv, Way& way) const {
    take_weights(name, way);
    const std::pair size{way.shape.height, way.shape.width};
    if (conv.in_channels != way.shape.channels) {
      fail(name, "weight: takes " + std::to_string(conv.in_channels) + " channels, found " +
                     to_string(way.shape));
    }
    if (conv.input_size.value_or(size) != size) {
      fail(name, "input_shape: (" + std::to_string(conv.input_size->first) + ", " +
                     std::to_string(conv.input_size->second) + "), found " + to_string(way.shape));
    }
    const ConvGeometry g =
        conv.same ? same_conv_geometry(way.shape, conv.out_channels, conv.window, conv.groups)
                  : conv_geometry(way.shape, conv.out_channels, conv.window, conv.groups);
    way.connection = Conv2d{g, scaled(conv.weight, way.factor)};
    way.shape = output_shape(g);
    const std::uint32_t plane = g.out_height * g.out_width;
    way.bias.clear();
    for (const double value : conv.bias) way.bias.insert(way.bias.end(), plane, value);
  }

  void pass_pool(const std::string& name, const NirPool& node, Way& way) const {
    if (!way.weighted.empty()) {
      fail(name, "pooling after the weights of '" + way.weighted + "' without a neuron between");
    }
    way.stages.push_back(pool_stage(way.shape, node.pool));
    way.shape = way.stages.back().out;
    if (node.average) {
      way.factor /= static_cast<double>(node.pool.kernel_y) * node.pool.kernel_x;
    }
  }

  void pass_scale(const std::string& name, const NirScale& scale, Way& way) const {
    if (way.weighted.empty()) {
      way.factor *= scale.factor;
      return;
    }
    for (float& weight : weights(way.connection)) {
      weight = static_cast<float>(weight * scale.factor);
      if (!std::isfinite(weight)) fail(name, "scale: makes a weight too large for float32");
    }
    for (double& value : way.bias) value *= scale.factor;
  }

  void end_at_output(const std::string& name, const Way& way) {
    if (!way.weighted.empty()) {
      fail(name, "the weights of '" + way.weighted +
                     "' lead to the Output without a neuron; add an LI or CubaLI node");
    }
    if (!way.stages.empty() || way.factor != 1.0) {
      fail(name, "pooling or a scale between '" + source_ +
                     "' and the Output would be lost: outputs are spikes of a population");
    }
    paths_.push_back({name, true, {}, way.shape, {}, {}});
  }

  void end_at_neuron(const std::string& name, Way& way) {
    NirPath path{name, false, {}, way.shape, std::move(way.bias), std::move(way.bias_key)};
    Projection& projection = path.projection;
    projection.stages = std::move(way.stages);
    if (way.weighted.empty()) {
      projection.name = source_ + "->" + name;
      projection.origin = file_ + ": /node/edges: " + projection.name;
      projection.connection = identity(way.shape.size(), way.factor);
    } else {
      projection.name = way.weighted;
      projection.origin = file_ + ": " + graph_.nodes.at(way.weighted).path;
      projection.connection = std::move(way.connection);
    }
    for (const float weight : weights(projection.connection)) {
      if (!std::isfinite(weight)) fail(name, "a scale makes a weight too large for float32");
    }
    paths_.push_back(std::move(path));
  }

  const NirGraph& graph_;
  const std::string& file_;
  std::string source_;
  std::set<std::string>& reached_;
  std::vector<NirPath> paths_;
  std::string faults_;
};

}  // namespace

std::vector<NirPath> paths_from(const NirGraph& graph, const std::string& file,
                                const std::string& name, const Shape& shape,
                                std::set<std::string>& reached) {
  Tracer tracer(graph, file, name, reached);
  Way way;
  way.shape = shape;
  tracer.follow(name, way);
  return tracer.take();
}

}  // namespace engram::workloads
