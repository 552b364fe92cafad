#include "workloads/nir/export.hpp"

#include <algorithm>

#include "workloads/network/check_network.hpp"
#include "workloads/network/geometry.hpp"
#include "workloads/nir/engram_metadata.hpp"
#include "workloads/nir/graph_writer.hpp"
#include "workloads/nir/neuron_fields.hpp"
#include "workloads/nir/node_shapes.hpp"
#include "workloads/nir/spelled_out.hpp"
#include "workloads/nir/written_weights.hpp"

namespace engram::workloads {
namespace {

using Dims = GraphWriter::Dims;

class Exporter {
 public:
  Exporter(const Network& network, const NirExport& options, const std::filesystem::path& file)
      : network_(network), options_(options), shapes_(choose_node_shapes(network)), out_(file) {
    for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
      nodes_.populations.push_back(out_.take_name(network.graph[id].name));
    }
    nodes_.bias.resize(nodes_.populations.size());
  }

  std::vector<std::string> write() {
    for (PopulationId id = 0; id < nodes_.populations.size(); ++id) write_population(id);
    const auto edges = network_.projections();
    for (std::size_t edge = 0; edge < edges.size(); ++edge) write_projection(edge, edges[edge]);
    for (PopulationId id = 0; id < nodes_.populations.size(); ++id) write_lone_bias(id);
    write_outputs();
    if (!faults_.empty()) throw NetworkFault(lines(faults_));
    out_.commit([&](Hdf5Writer& file) { write_metadata(file, network_, nodes_, options_); });
    return untold(network_);
  }

 private:
  void write_population(PopulationId id) {
    const Population& population = network_.graph[id];
    const std::string& name = nodes_.populations[id];
    const Dims dims = dimensions(shapes_.map[id], population.shape.size());
    if (population.step.model == NeuronModel::input) {
      out_.node(name, "Input");
      out_.wholes(name, "shape", {dims.begin(), dims.end()});
      return;
    }
    std::vector<std::string> faults;
    const NeuronStep step = real_step(population);
    const NeuronParameters fields = neuron_fields(step, options_, faults);
    for (const std::string& fault : faults) {
      faults_.push_back("population '" + population.name + "': " + fault);
    }
    if (faults.empty()) write_neurons(name, step, fields, dims);
  }

  void write_neurons(const std::string& name, const NeuronStep& step,
                     const NeuronParameters& fields, const Dims& dims) {
    const bool current = step.has_current;
    out_.node(name, nir_type(fields.model));
    if (fields.model == NeuronModel::threshold) {
      out_.numbers(name, "threshold", fields.v_threshold, dims);
      return;
    }
    out_.numbers(name, "r", fields.r, dims);
    if (has_time_constant(fields.model)) {
      out_.numbers(name, current ? "tau_mem" : "tau", fields.tau, dims);
      out_.numbers(name, "v_leak", fields.v_leak, dims);
    }
    if (current) {
      out_.numbers(name, "tau_syn", fields.tau_syn, dims);
      out_.numbers(name, "w_in", fields.w_in, dims);
    }
    if (has_reset(fields.model)) {
      out_.numbers(name, "v_threshold", fields.v_threshold, dims);
      out_.numbers(name, "v_reset", fields.v_reset, dims);
    }
  }

  /// A chain of nodes that begins at `at` and has come to the shape `map` (absent: flat).
  struct Chain {
    std::string at;
    std::optional<Shape> map;
    std::uint64_t size = 0;
  };
  void append(Chain& chain, const std::string& name) {
    out_.edge(chain.at, name);
    chain.at = name;
  }

  void write_projection(std::size_t edge, const ProjectionId& id) {
    const Projection& projection = network_.graph[id];
    const PopulationId source = boost::source(id, network_.graph);
    const PopulationId target = boost::target(id, network_.graph);
    const std::string name = out_.take_name(projection.name);
    nodes_.weights.push_back(name);
    Chain chain{nodes_.populations[source], shapes_.map[source],
                network_.graph[source].shape.size()};
    if (projection.delay > 0) append_delay(chain, projection);
    if (!shapes_.unrolled[edge]) {
      for (const AddressStage& stage : projection.stages) append_pool(chain, projection, stage);
    }
    const bool bias = shapes_.bias_carrier[target] == edge;
    if (bias) nodes_.bias[target] = name;
    const PerNeuron carried = bias ? real_step(network_.graph[target]).bias : PerNeuron(0.0);
    const std::vector<double> written = written_weights(projection, network_.graph[target].unit);
    switch (shapes_.form[edge]) {
      case NirForm::conv2d:
        append_conv(chain, name, projection, written, carried);
        break;
      case NirForm::scale:
        append_scale(chain, name, target, written);
        break;
      case NirForm::matrix:
        append_matrix(chain, name, projection, written, shapes_.unrolled[edge],
                      bias ? &carried : nullptr);
        break;
    }
    if (chain.map && !shapes_.map[target]) append_flatten(chain, name);
    out_.edge(chain.at, nodes_.populations[target]);
  }

  void append_delay(Chain& chain, const Projection& projection) {
    const std::string name = out_.take_name(projection.name + ".delay");
    append(chain, name);
    out_.node(name, "Delay");
    out_.numbers(name, "delay", projection.delay * options_.dt, dimensions(chain.map, chain.size));
  }

  void append_pool(Chain& chain, const Projection& projection, const AddressStage& stage) {
    const std::string name = out_.take_name(projection.name + ".pool");
    const Pool& pool = stage.pool;
    append(chain, name);
    out_.node(name, "SumPool2d");
    out_.wholes(name, "kernel_size", {pool.kernel_y, pool.kernel_x});
    out_.wholes(name, "stride", {pool.stride_y, pool.stride_x});
    out_.wholes(name, "padding", {pool.pad_y, pool.pad_x});
    chain.map = stage.out;
    chain.size = stage.out.size();
  }

  void append_flatten(Chain& chain, const std::string& after) {
    const std::string name = out_.take_name(after + ".flatten");
    append(chain, name);
    out_.node(name, "Flatten");
    const Dims dims = dimensions(chain.map, chain.size);
    out_.wholes(name, "input_type", {dims.begin(), dims.end()});
    out_.whole(name, "start_dim", 0);
    out_.whole(name, "end_dim", -1);
    chain.map.reset();
  }

  void append_conv(Chain& chain, const std::string& name, const Projection& projection,
                   const std::vector<double>& written, const PerNeuron& bias) {
    const ConvGeometry& g = std::get<Conv2d>(projection.connection).geometry;
    append(chain, name);
    out_.node(name, "Conv2d");
    out_.weights(name, "weight", projection, written,
                 {g.out_channels, g.in_channels / g.groups, g.kernel_height, g.kernel_width});
    out_.wholes(name, "input_shape", {g.in_height, g.in_width});
    out_.wholes(name, "stride", {g.stride_y, g.stride_x});
    out_.wholes(name, "dilation", {g.dilation_y, g.dilation_x});
    if (is_same_padded(g)) {
      out_.text(name, "padding", "same");
    } else {
      out_.wholes(name, "padding", {g.pad_y, g.pad_x});
    }
    out_.whole(name, "groups", g.groups);
    std::vector<double> by_channel(g.out_channels);
    for (std::size_t c = 0; c < by_channel.size(); ++c) by_channel[c] = bias[c * plane_of(g)];
    out_.numbers(name, "bias", PerNeuron(std::move(by_channel)), {g.out_channels});
    chain.map = output_shape(g);
    chain.size = chain.map->size();
  }

  /// All weights 1: a plain edge, unless there is one already between the two.
  void append_scale(Chain& chain, const std::string& name, PopulationId target,
                    const std::vector<double>& written) {
    const bool ones = std::all_of(written.begin(), written.end(), [](double w) { return w == 1; });
    const bool flattened = chain.map && !shapes_.map[target];
    if (ones && (flattened || !out_.has_edge(chain.at, nodes_.populations[target]))) {
      nodes_.weights.back().clear();
      return;
    }
    append(chain, name);
    out_.node(name, "Scale");
    out_.numbers(name, "scale", PerNeuron(written), dimensions(chain.map, chain.size));
  }

  /// `whole_way`: with the pooling inside.
  void append_matrix(Chain& chain, const std::string& name, const Projection& projection,
                     const std::vector<double>& written, bool whole_way, const PerNeuron* bias) {
    const std::uint64_t rows = outputs(projection.connection);
    if (chain.size > largest_matrix / rows) {
      faults_.push_back("projection '" + projection.name + "': as a matrix it has " +
                        std::to_string(rows) + " x " + std::to_string(chain.size) +
                        " weights (expected at most " + std::to_string(largest_matrix) +
                        "); NIR has no sparse one");
      return;
    }
    if (chain.map) append_flatten(chain, name);
    append(chain, name);
    out_.node(name, bias != nullptr ? "Affine" : "Linear");
    out_.weights(name, "weight", projection,
                 whole_way ? unrolled(projection, written, chain.size)
                           : as_matrix(projection.connection, written),
                 {rows, chain.size});
    if (bias != nullptr) out_.numbers(name, "bias", *bias, {rows});
    chain.size = rows;
  }

  /// A bias that no projection can carry: zero weights from the smallest population that there is.
  void write_lone_bias(PopulationId id) {
    const Population& population = network_.graph[id];
    const PerNeuron bias = real_step(population).bias;
    const bool any =
        std::any_of(bias.values().begin(), bias.values().end(), [](double b) { return b != 0.0; });
    if (!any || !nodes_.bias[id].empty() || population.step.model == NeuronModel::input) return;
    PopulationId smallest = id;
    for (PopulationId other = 0; other < nodes_.populations.size(); ++other) {
      const NeuronStep& step = network_.graph[other].step;
      if (!step.spiking && step.model != NeuronModel::input) continue;
      const bool smaller =
          network_.graph[other].shape.size() < network_.graph[smallest].shape.size();
      if (smallest == id || smaller) smallest = other;
    }
    const std::string name = out_.take_name(population.name + ".bias");
    nodes_.bias[id] = name;
    const std::uint64_t sources = network_.graph[smallest].shape.size();
    const std::uint64_t rows = population.shape.size();
    Chain chain{nodes_.populations[smallest], shapes_.map[smallest], sources};
    if (chain.map) append_flatten(chain, name);
    append(chain, name);
    out_.node(name, "Affine");
    out_.numbers(name, "weight", PerNeuron(0.0), {rows, sources});
    out_.numbers(name, "bias", bias, {rows});
    out_.edge(name, nodes_.populations[id]);
  }

  /// Every output population, or where none is marked every one that leads nowhere: a graph without
  /// an Output is none to most tools.
  void write_outputs() {
    const bool marked = !network_.outputs().empty();
    if (nodes_.populations.empty()) faults_.push_back("a network without populations");
    for (PopulationId id = 0; id < nodes_.populations.size(); ++id) {
      const Population& population = network_.graph[id];
      const bool last =
          boost::out_degree(id, network_.graph) == 0 && population.step.model != NeuronModel::input;
      if (marked ? !population.output : !last) continue;
      const std::string name = out_.take_name(population.name + ".output");
      out_.node(name, "Output");
      const Dims dims = dimensions(shapes_.map[id], population.shape.size());
      out_.wholes(name, "shape", {dims.begin(), dims.end()});
      out_.edge(nodes_.populations[id], name);
    }
  }

  const Network& network_;
  NirExport options_;
  NodeShapes shapes_;
  GraphWriter out_;
  WrittenNodes nodes_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> export_nir(const Network& network, const NirExport& options,
                                    const std::filesystem::path& file) {
  if (!(options.dt > 0)) throw NetworkFault("a NIR file needs the length of a timestep, above 0 s");
  const Network plain = spelled_out(network);
  return Exporter(plain, options, file).write();
}

}  // namespace engram::workloads
