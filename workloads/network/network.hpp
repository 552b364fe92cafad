#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "workloads/network/neuron.hpp"
#include "workloads/network/projection.hpp"

namespace engram::workloads {

struct Population {
  std::string name;
  Shape shape;
  NeuronStep step;                 ///< model `input` for the populations that events enter
  std::optional<FixedStep> fixed;  ///< present when the population computes in integers
  /// Value of one accumulator count after quantization, one or one a neuron; thresholds, biases,
  /// offsets and resets in `step` are already divided by it. 1 while weights are float32.
  PerNeuron unit = 1.0;
  bool output = false;  ///< feeds an output of the network
};

/// Spiking network: populations are vertices, projections are directed edges (Boost.Graph).
/// Parallel edges and self loops are legal. Vertex order is the order of creation.
using Graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Population, Projection>;
using PopulationId = Graph::vertex_descriptor;
using ProjectionId = Graph::edge_descriptor;

/// A network that cannot be simulated as it stands; what() has one fault a line.
class NetworkFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Network {
  Network() = default;
  Network(const Network&) = default;
  Network& operator=(const Network&) = default;
  /// Boost's graph knows only how to copy itself, weights and all. ProjectionIds of `other` end.
  Network(Network&& other) { *this = std::move(other); }
  Network& operator=(Network&& other);

  Graph graph;

  /// Throws NetworkFault: a name that is empty or taken, a shape that is empty or beyond
  /// largest_map (geometry.hpp), parameters that are not one or one a neuron.
  PopulationId add(Population population);
  /// Throws NetworkFault: a name that is empty or taken, shapes that do not fit source, stages,
  /// connection and target (a flat population of the right size serves as a map), arrays that do
  /// not match the connection's shape, a target that is an input.
  ProjectionId connect(PopulationId source, PopulationId target, Projection projection);
  std::optional<PopulationId> find(const std::string& name) const;
  std::vector<PopulationId> inputs() const;   ///< model `input`, in order
  std::vector<PopulationId> outputs() const;  ///< marked output, in order
  /// Projections in the order in which they were connected: the order of accumulation.
  std::vector<ProjectionId> projections() const;
};

/// Level of each population: 0 for inputs and populations that no zero-delay edge enters, else one
/// more than the highest level along zero-delay edges. Throws NetworkFault naming the populations
/// of a zero-delay loop (found as a strongly connected component).
std::vector<unsigned> levels(const Network& network);

/// Stage of each population in a pipeline in which all work at once and a spike sent in one chip
/// timestep arrives in the next: the least for which stage(target) + delay > stage(source)
/// everywhere, so that a population of stage s can work on network timestep t in chip timestep
/// t + s (retiming, Leiserson and Saxe 1991). Throws NetworkFault naming a loop with less delay
/// than projections.
std::vector<unsigned> pipeline_stages(const Network& network);

/// Strongly connected components with more than one population or a self loop, by name, each in
/// order of creation. Delays do not matter here.
std::vector<std::vector<std::string>> loops(const Network& network);

/// Synapses (DESIGN definition 4) that leave / enter each neuron of a population, all projections
/// together. A pooled neuron reaches the synapses of every window that it is in; what enters is
/// counted at the connection, behind the pooling.
std::vector<std::uint64_t> fan_out(const Network& network, PopulationId population);
std::vector<std::uint64_t> fan_in(const Network& network, PopulationId population);

/// Non-zero synapses of a projection; in a convolution one for every position pair.
std::uint64_t synapse_count(const Projection& projection);

/// Calls visit(input, output, weight_index) for every position pair of the connection with input
/// index `input`, ascending by output; stored zeros included.
template <class Visit>
void for_each_synapse(const Connection& connection, std::uint32_t input, Visit visit);

}  // namespace engram::workloads

#include "workloads/network/for_each_synapse.hpp"
