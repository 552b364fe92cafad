#include "workloads/nir/nir_paths.hpp"

#include <algorithm>

#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

std::uint32_t windows(std::uint32_t size, std::uint32_t padding, std::uint32_t reach,
                      std::uint32_t stride) {
  const std::uint64_t padded = std::uint64_t{size} + padding;
  return padded < reach ? 0 : static_cast<std::uint32_t>((padded - reach) / stride + 1);
}

/// What has been met on the way so far.
struct Way {
  Shape shape;
  std::vector<AddressStage> stages;
  std::string weighted;  ///< name of the weighted node; empty: none yet
  Connection connection;
  std::vector<double> bias;
  double factor = 1.0;  ///< of average pooling and scales, for the weights to come
  std::vector<std::string> visited;
};

class Tracer {
 public:
  Tracer(const NirGraph& graph, const std::string& file, std::string source)
      : graph_(graph), file_(file), source_(std::move(source)) {}

  void follow(const std::string& from, const Way& way) {
    for (const std::string& next : graph_.successors(from)) {
      try {
        step(next, way);
      } catch (const NirFault& fault) {
        faults_ += (faults_.empty() ? "" : "\n") + std::string(fault.what());
      }
    }
  }

  std::vector<NirPath> take() {
    if (!faults_.empty()) throw NirFault(faults_);
    return std::move(paths_);
  }

 private:
  [[noreturn]] void fail(const std::string& name, const std::string& what) const {
    throw NirFault(file_ + ": " + graph_.nodes.at(name).path + ": " + what);
  }

  void step(const std::string& name, Way way) {
    if (std::find(way.visited.begin(), way.visited.end(), name) != way.visited.end()) {
      fail(name, "a loop that holds no neuron");
    }
    way.visited.push_back(name);
    const auto& content = graph_.nodes.at(name).content;
    if (std::holds_alternative<NirNeuron>(content)) return end_at_neuron(name, way);
    if (std::holds_alternative<NirOutput>(content)) return end_at_output(name, way);
    if (std::holds_alternative<NirInput>(content)) fail(name, "an edge leads into an Input");
    if (const auto* linear = std::get_if<NirLinear>(&content)) pass_linear(name, *linear, way);
    if (const auto* conv = std::get_if<NirConv2d>(&content)) pass_conv(name, *conv, way);
    if (const auto* pool = std::get_if<NirPool>(&content)) pass_pool(name, *pool, way);
    if (const auto* scale = std::get_if<NirScale>(&content)) {
      if (!way.weighted.empty()) fail(name, "a Scale after the weights cannot be folded");
      way.factor *= scale->factor;
    }
    if (std::holds_alternative<NirFlatten>(content)) {
      way.shape = {static_cast<std::uint32_t>(way.shape.size()), 1, 1};
    }
    follow(name, way);
  }

  void take_weights(const std::string& name, Way& way) const {
    if (!way.weighted.empty()) {
      fail(name, "a second weighted node after '" + way.weighted + "' without a neuron between");
    }
    way.weighted = name;
  }

  static std::vector<float> scaled(const std::vector<double>& weight, double factor) {
    std::vector<float> result;
    result.reserve(weight.size());
    for (const double w : weight) result.push_back(static_cast<float>(w * factor));
    return result;
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
    ConvGeometry g = conv.geometry;
    if (g.in_channels != way.shape.channels) {
      fail(name, "weight: takes " + std::to_string(g.in_channels) + " channels, found " +
                     to_string(way.shape));
    }
    g.in_height = way.shape.height;
    g.in_width = way.shape.width;
    const std::uint32_t reach_y = (g.kernel_height - 1) * g.dilation_y + 1;
    const std::uint32_t reach_x = (g.kernel_width - 1) * g.dilation_x + 1;
    g.out_height = conv.same ? g.in_height : windows(g.in_height, 2 * g.pad_y, reach_y, g.stride_y);
    g.out_width = conv.same ? g.in_width : windows(g.in_width, 2 * g.pad_x, reach_x, g.stride_x);
    if (g.out_height == 0 || g.out_width == 0) {
      fail(name, "the kernel is larger than the padded input " + to_string(way.shape));
    }
    way.connection = Conv2d{g, scaled(conv.weight, way.factor)};
    way.shape = {g.out_channels, g.out_height, g.out_width};
    const std::uint32_t plane = g.out_height * g.out_width;
    way.bias.clear();
    for (const double value : conv.bias) way.bias.insert(way.bias.end(), plane, value);
  }

  void pass_pool(const std::string& name, const NirPool& node, Way& way) const {
    if (!way.weighted.empty()) {
      fail(name, "pooling after the weights of '" + way.weighted + "' without a neuron between");
    }
    const Pool& p = node.pool;
    const Shape out{way.shape.channels,
                    windows(way.shape.height, 2 * p.pad_y, p.kernel_y, p.stride_y),
                    windows(way.shape.width, 2 * p.pad_x, p.kernel_x, p.stride_x)};
    if (out.size() == 0) fail(name, "the window is larger than " + to_string(way.shape));
    way.stages.push_back({way.shape, out, p});
    way.shape = out;
    if (node.average) way.factor /= static_cast<double>(p.kernel_y) * p.kernel_x;
  }

  void end_at_output(const std::string& name, const Way& way) {
    if (!way.weighted.empty()) {
      fail(name, "the weights of '" + way.weighted +
                     "' lead to the Output without a neuron; add an LI or CubaLI node");
    }
    paths_.push_back({name, true, {}, way.shape, {}});
  }

  void end_at_neuron(const std::string& name, Way& way) {
    NirPath path{name, false, {}, way.shape, way.bias};
    path.projection.stages = way.stages;
    path.projection.name = way.weighted;
    path.projection.origin = file_ + ": " + graph_.nodes.at(name).path;
    path.projection.connection = std::move(way.connection);
    if (way.weighted.empty()) {
      path.projection.name = source_ + "->" + name;
      Sparse identity{static_cast<std::uint32_t>(way.shape.size()),
                      static_cast<std::uint32_t>(way.shape.size()),
                      {0},
                      {},
                      {}};
      for (std::uint32_t neuron = 0; neuron < identity.inputs; ++neuron) {
        identity.target.push_back(neuron);
        identity.weights.push_back(static_cast<float>(way.factor));
        identity.row_begin.push_back(neuron + std::uint64_t{1});
      }
      path.projection.connection = std::move(identity);
    }
    paths_.push_back(std::move(path));
  }

  const NirGraph& graph_;
  const std::string& file_;
  std::string source_;
  std::vector<NirPath> paths_;
  std::string faults_;
};

}  // namespace

std::vector<NirPath> paths_from(const NirGraph& graph, const std::string& file,
                                const std::string& name, const Shape& shape) {
  Tracer tracer(graph, file, name);
  Way way;
  way.shape = shape;
  tracer.follow(name, way);
  return tracer.take();
}

}  // namespace engram::workloads
