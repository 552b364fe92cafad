#include "workloads/mapping/routing.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint32_t kNoRow = ~std::uint32_t{0};

/// What an event of each source neuron becomes at the input of one projection's connection.
struct Rewritten {
  std::vector<std::uint64_t> begin{0};
  std::vector<std::uint32_t> input;
};

Rewritten rewrite_all(const Projection& projection, std::uint64_t neurons) {
  Rewritten rewritten;
  for (std::uint32_t n = 0; n < neurons; ++n) {
    const std::vector<std::uint32_t> inputs = rewrite_address(projection.stages, n);
    rewritten.input.insert(rewritten.input.end(), inputs.begin(), inputs.end());
    rewritten.begin.push_back(rewritten.input.size());
  }
  return rewritten;
}

/// An image of a core, ready to look its rows up.
struct Receiver {
  std::uint32_t image = 0;
  const Rewritten* rewritten = nullptr;
  std::vector<std::uint32_t> row_of;  // by connection input; kNoRow where no row exists
};

/// Destinations in order of discovery, that is ascending by core, of one population.
struct Reached {
  std::vector<std::uint32_t> neuron;
  std::vector<RoutingDestination> destination;
};

/// Appends the records of one source population to a core's axon table.
void add_records(const std::vector<Receiver>& receivers, std::uint64_t neurons, std::uint32_t core,
                 AxonTable& table, Reached& reached) {
  for (std::uint32_t n = 0; n < neurons; ++n) {
    const std::size_t before = table.entries.size();
    for (const Receiver& receiver : receivers) {
      const Rewritten& rewritten = *receiver.rewritten;
      for (std::uint64_t k = rewritten.begin[n]; k < rewritten.begin[n + 1]; ++k) {
        const std::uint32_t row = receiver.row_of[rewritten.input[k]];
        if (row != kNoRow) table.entries.push_back({receiver.image, row});
      }
    }
    if (table.entries.size() == before) continue;
    const auto record = static_cast<std::uint32_t>(table.begin.size() - 1);
    table.begin.push_back(table.entries.size());
    reached.neuron.push_back(n);
    reached.destination.push_back({core, record});
  }
}

/// Sorts by neuron; inside a neuron the order (ascending by core) stays.
DestinationTable by_neuron(const Reached& reached, std::uint64_t neurons) {
  DestinationTable table;
  table.begin.assign(neurons + 1, 0);
  for (const std::uint32_t neuron : reached.neuron) ++table.begin[neuron + std::size_t{1}];
  for (std::uint64_t n = 0; n < neurons; ++n) table.begin[n + 1] += table.begin[n];
  table.destinations.resize(reached.neuron.size());
  std::vector<std::uint64_t> next(table.begin.begin(), table.begin.end() - 1);
  for (std::size_t k = 0; k < reached.neuron.size(); ++k) {
    table.destinations[next[reached.neuron[k]]++] = reached.destination[k];
  }
  return table;
}

/// The images of a core by source population.
std::vector<std::vector<Receiver>> receivers_of(const Network& network, const CorePlan& core,
                                                const std::vector<ProjectionId>& ids,
                                                const std::vector<Rewritten>& rewritten) {
  std::vector<std::vector<Receiver>> receivers(boost::num_vertices(network.graph));
  for (std::uint32_t i = 0; i < core.images.size(); ++i) {
    const PlacedImage& placed = core.images[i];
    const ProjectionId id = ids[placed.projection];
    Receiver receiver;
    receiver.image = i;
    receiver.rewritten = &rewritten[placed.projection];
    receiver.row_of.assign(inputs(network.graph[id].connection), kNoRow);
    for (std::uint32_t row = 0; row < placed.axon_input.size(); ++row) {
      receiver.row_of[placed.axon_input[row]] = row;
    }
    receivers[boost::source(id, network.graph)].push_back(std::move(receiver));
  }
  return receivers;
}

}  // namespace

Routing route(const Network& network, const Mapping& mapping) {
  const std::size_t populations = boost::num_vertices(network.graph);
  const std::vector<ProjectionId> ids = network.projections();
  std::vector<Rewritten> rewritten;
  for (const ProjectionId id : ids) {
    const Population& source = network.graph[boost::source(id, network.graph)];
    rewritten.push_back(rewrite_all(network.graph[id], source.shape.size()));
  }

  Routing routing;
  routing.axons.resize(mapping.cores.size());
  std::vector<Reached> reached(populations);
  for (std::uint32_t core = 0; core < mapping.cores.size(); ++core) {
    routing.axons[core].begin.push_back(0);
    const auto receivers = receivers_of(network, mapping.cores[core], ids, rewritten);
    for (PopulationId p = 0; p < populations; ++p) {
      if (receivers[p].empty()) continue;
      add_records(receivers[p], network.graph[p].shape.size(), core, routing.axons[core],
                  reached[p]);
    }
  }
  for (PopulationId p = 0; p < populations; ++p) {
    routing.destinations.push_back(by_neuron(reached[p], network.graph[p].shape.size()));
  }
  return routing;
}

}  // namespace engram::workloads
