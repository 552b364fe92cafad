#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "nir_writer.hpp"
#include "plain_evaluator.hpp"
#include "tests/whole_draw.hpp"
#include "workloads/network/random.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/reference/reference.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint32_t timesteps = 10;

std::vector<std::vector<double>> random_input(std::uint64_t seed, std::uint64_t neurons) {
  RandomStream stream(seed, hash_name("input"));
  std::vector<std::vector<double>> input(timesteps, std::vector<double>(neurons));
  for (auto& step : input) {
    for (double& count : step) count = static_cast<double>(stream.below(4) / 2);
  }
  return input;
}

SpikeTrain train_of(const std::vector<std::vector<double>>& input) {
  SpikeTrain train;
  train.neurons = static_cast<std::uint32_t>(input[0].size());
  train.timesteps = timesteps;
  for (std::uint32_t t = 0; t < timesteps; ++t) {
    for (std::uint32_t n = 0; n < train.neurons; ++n) {
      const auto count = static_cast<std::uint32_t>(input[t][n]);
      if (count > 0) train.events.push_back({t, n, count});
    }
  }
  return train;
}

/// Spikes of a population by [timestep][neuron].
std::vector<std::vector<double>> spikes_of(const ReferenceResult& result, PopulationId id,
                                           std::uint64_t neurons) {
  std::vector<std::vector<double>> spikes(timesteps, std::vector<double>(neurons));
  for (const ReferenceSpike& spike : result.spikes) {
    if (spike.population == id) spikes[spike.timestep][spike.neuron] = spike.count;
  }
  return spikes;
}

std::vector<std::vector<double>> trace_of(const std::vector<double>& trace, std::uint64_t neurons) {
  std::vector<std::vector<double>> steps;
  for (auto at = trace.begin(); at != trace.end(); at += static_cast<std::ptrdiff_t>(neurons)) {
    steps.emplace_back(at, at + static_cast<std::ptrdiff_t>(neurons));
  }
  return steps;
}

/// Every population of the imported network as the evaluator has it: spikes, or the membrane of
/// readouts. Returns how many spikes there were.
double compare(const PlainGraph& graph, const std::filesystem::path& file, std::uint64_t seed) {
  const auto input = random_input(seed, graph.nodes.front().out.size());
  const PlainResult expected = evaluate(graph, input);
  NirOptions options;
  options.time_unit = NirTimeUnit::seconds;
  const Network network = import_nir(file, {"nir", plain_dt}, options);
  std::vector<PopulationId> populations;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    if (network.graph[id].step.model != NeuronModel::input) populations.push_back(id);
  }
  const ReferenceResult result =
      simulate_reference(network, {train_of(input)}, timesteps, populations);
  double spikes = 0;
  for (std::size_t k = 0; k < populations.size(); ++k) {
    const Population& population = network.graph[populations[k]];
    const std::uint64_t neurons = population.shape.size();
    const auto found = population.step.spiking ? spikes_of(result, populations[k], neurons)
                                               : trace_of(result.traces[k], neurons);
    RC_ASSERT(found == expected.values.at(population.name));
    spikes += static_cast<double>(result.spike_counts[populations[k]]);
  }
  return spikes;
}

/// Random graphs of all node types, nested and with loops: written, imported and simulated, they do
/// what the nodes say one by one.
TEST(RandomGraphs, DoWhatTheirNodesSay) {
  const TemporaryFolder folder;
  std::set<std::string> types;
  double spikes = 0;
  EXPECT_TRUE(rc::check([&](std::uint64_t seed) {
    const PlainGraph graph = random_graph(seed);
    for (const PlainNode& node : graph.nodes) types.insert(node.type);
    write_nir(graph, folder / "random.nir");
    spikes += compare(graph, folder / "random.nir", seed);
  }));
  if (!whole_draw()) return;
  EXPECT_EQ(types.size(), 18U);  // all of NIR; graphs are nested beside
  EXPECT_GT(spikes, 500);
}

}  // namespace
}  // namespace engram::workloads
