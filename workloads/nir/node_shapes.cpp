#include "workloads/nir/node_shapes.hpp"

#include <algorithm>

#include "workloads/network/geometry.hpp"

namespace engram::workloads {
namespace {

bool is_flat(const Shape& shape) {
  return shape.height == 1 && shape.width == 1;
}

ConvWindow window_of(const ConvGeometry& g) {
  return {g.kernel_height, g.kernel_width, g.stride_y,   g.stride_x,
          g.pad_y,         g.pad_x,        g.dilation_y, g.dilation_x};
}

/// What a projection's first stage or convolution takes; nothing where any shape will do.
std::optional<Shape> map_wanted(const Projection& projection) {
  if (!projection.stages.empty()) return projection.stages.front().in;
  const auto* conv = std::get_if<Conv2d>(&projection.connection);
  return conv ? std::optional(input_shape(conv->geometry)) : std::nullopt;
}

bool constant_by_channel(const PerNeuron& values, std::uint64_t plane) {
  if (values.uniform()) return true;
  for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
    if (values[neuron] != values[neuron / plane * plane]) return false;
  }
  return true;
}

bool has_bias(const Population& population) {
  const auto& values = population.step.bias.values();
  const auto* fixed = population.fixed ? &population.fixed->bias : nullptr;
  if (fixed != nullptr) {
    return std::any_of(fixed->begin(), fixed->end(), [](std::int64_t b) { return b != 0; });
  }
  return std::any_of(values.begin(), values.end(), [](double b) { return b != 0.0; });
}

/// Starts from every map that a population could be, and takes back what does not fit, until
/// nothing changes. What is taken back stays flat, so it ends.
class Choice {
 public:
  explicit Choice(const Network& network) : network_(network), edges_(network.projections()) {
    const std::size_t populations = boost::num_vertices(network.graph);
    shapes_.map.resize(populations);
    shapes_.bias_carrier.resize(populations);
    shapes_.form.resize(edges_.size());
    shapes_.unrolled.resize(edges_.size());
    for (PopulationId id = 0; id < populations; ++id) shapes_.map[id] = map_for(id);
  }

  NodeShapes make() {
    do {
      for (std::size_t edge = 0; edge < edges_.size(); ++edge) choose_form(edge);
      carry_biases();
    } while (flatten_one());
    return std::move(shapes_);
  }

 private:
  const Projection& at(std::size_t edge) const { return network_.graph[edges_[edge]]; }
  PopulationId source(std::size_t edge) const {
    return boost::source(edges_[edge], network_.graph);
  }
  PopulationId target(std::size_t edge) const {
    return boost::target(edges_[edge], network_.graph);
  }

  /// Its own, or the one that all windows beside it agree on.
  std::optional<Shape> map_for(PopulationId id) const {
    const Population& population = network_.graph[id];
    if (!is_flat(population.shape)) return population.shape;
    std::optional<Shape> found;
    for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
      std::optional<Shape> wanted;
      if (source(edge) == id) wanted = map_wanted(at(edge));
      if (wanted && found && *wanted != *found) return std::nullopt;
      if (wanted) found = wanted;
    }
    return found;
  }

  void choose_form(std::size_t edge) {
    const Projection& projection = at(edge);
    const std::optional<Shape> wanted = map_wanted(projection);
    const bool fits = !wanted || shapes_.map[source(edge)] == wanted;
    const auto* conv = std::get_if<Conv2d>(&projection.connection);
    const bool plain = fits && (conv == nullptr || is_plain(conv->geometry)) &&
                       std::all_of(projection.stages.begin(), projection.stages.end(),
                                   [](const AddressStage& stage) { return is_plain(stage); });
    shapes_.unrolled[edge] = !plain && wanted.has_value();
    shapes_.form[edge] = shapes_.unrolled[edge]                 ? NirForm::matrix
                         : conv != nullptr                      ? NirForm::conv2d
                         : is_one_to_one(projection.connection) ? NirForm::scale
                                                                : NirForm::matrix;
  }

  /// Shape at the end of an edge; nothing: flat.
  std::optional<Shape> delivered(std::size_t edge) const {
    const Projection& projection = at(edge);
    if (shapes_.form[edge] == NirForm::matrix) return std::nullopt;
    if (const auto* conv = std::get_if<Conv2d>(&projection.connection)) {
      return output_shape(conv->geometry);
    }
    return projection.stages.empty() ? shapes_.map[source(edge)]
                                     : std::optional(projection.stages.back().out);
  }

  void carry_biases() {
    for (PopulationId id = 0; id < shapes_.map.size(); ++id) {
      shapes_.bias_carrier[id].reset();
      if (!has_bias(network_.graph[id])) continue;
      for (std::size_t edge = 0; edge < edges_.size() && !shapes_.bias_carrier[id]; ++edge) {
        if (target(edge) == id && can_carry(edge, network_.graph[id])) {
          shapes_.bias_carrier[id] = edge;
        }
      }
    }
  }

  bool can_carry(std::size_t edge, const Population& population) const {
    if (shapes_.form[edge] == NirForm::matrix) return true;
    if (shapes_.form[edge] == NirForm::scale) return false;
    const std::uint64_t plane = plane_of(std::get<Conv2d>(at(edge).connection).geometry);
    return constant_by_channel(population.step.bias, plane) &&
           constant_by_channel(population.unit, plane) && !population.fixed;
  }

  /// Finds a neuron population whose map does not fit what arrives and makes it flat.
  bool flatten_one() {
    for (PopulationId id = 0; id < shapes_.map.size(); ++id) {
      const Population& population = network_.graph[id];
      if (!shapes_.map[id] || population.step.model == NeuronModel::input) continue;
      bool fits = !has_bias(population) || shapes_.bias_carrier[id];
      for (std::size_t edge = 0; edge < edges_.size() && fits; ++edge) {
        fits = target(edge) != id || delivered(edge) == shapes_.map[id];
      }
      if (fits) continue;
      shapes_.map[id].reset();
      return true;
    }
    return false;
  }

  const Network& network_;
  std::vector<ProjectionId> edges_;
  NodeShapes shapes_;
};

}  // namespace

NodeShapes choose_node_shapes(const Network& network) {
  return Choice(network).make();
}

bool is_one_to_one(const Connection& connection) {
  const auto* sparse = std::get_if<Sparse>(&connection);
  if (sparse == nullptr || sparse->inputs != sparse->outputs) return false;
  if (sparse->target.size() != sparse->inputs) return false;
  for (std::uint32_t row = 0; row < sparse->inputs; ++row) {
    if (sparse->row_begin[row] != row || sparse->target[row] != row) return false;
  }
  return true;
}

std::uint64_t plane_of(const ConvGeometry& geometry) {
  return std::uint64_t{geometry.out_height} * geometry.out_width;
}

std::vector<std::uint64_t> dimensions(const std::optional<Shape>& map, std::uint64_t neurons) {
  if (!map) return {neurons};
  return {map->channels, map->height, map->width};
}

bool is_plain(const AddressStage& stage) {
  try {
    return pool_stage(stage.in, stage.pool).out == stage.out;
  } catch (const NetworkFault&) {
    return false;
  }
}

bool is_plain(const ConvGeometry& g) {
  if (is_same_padded(g)) return true;
  try {
    return conv_geometry(input_shape(g), g.out_channels, window_of(g), g.groups) == g;
  } catch (const NetworkFault&) {
    return false;
  }
}

bool is_same_padded(const ConvGeometry& g) {
  try {
    return same_conv_geometry(input_shape(g), g.out_channels, window_of(g), g.groups) == g;
  } catch (const NetworkFault&) {
    return false;
  }
}

}  // namespace engram::workloads
