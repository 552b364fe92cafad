#include <gtest/gtest.h>

#include "tests/published/cnn_rows.hpp"
#include "workloads/reference/reference.hpp"

/// All 100 rows of expected_cnn_sinabs.csv with the plain simulator: importer, binning and
/// dynamics presets are right when they agree.
namespace engram::published {
namespace {

struct Part {
  std::string variant;
  unsigned tens = 0;
};

class CnnReference : public testing::TestWithParam<Part> {};

CnnRow run(const workloads::Network& network, const CnnRow& expected) {
  const workloads::SpikeTrain train = cnn_recording(expected.sample);
  const workloads::ReferenceResult result =
      workloads::simulate_reference(network, {train}, cnn_timesteps);
  const workloads::PopulationId last = network.outputs().at(0);
  std::vector<std::uint64_t> by_neuron(network.graph[last].shape.size(), 0);
  for (const workloads::ReferenceSpike& spike : result.spikes) {
    if (spike.population == last) by_neuron[spike.neuron] += spike.count;
  }
  // Populations are numbered from the input on, and this network is a chain.
  const std::vector<std::uint64_t> layers(result.spike_counts.begin() + 1,
                                          result.spike_counts.end());
  return made_row(expected, train, by_neuron, layers, result.synaptic_operations);
}

TEST_P(CnnReference, EveryColumnIsEqual) {
  if (!cnn_data_present()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const std::vector<CnnRow> rows = expected_rows(GetParam().variant, GetParam().tens);
  ASSERT_EQ(rows.size(), 10U);
  const workloads::Network network = cnn_network(GetParam().variant);
  for (const CnnRow& expected : rows) EXPECT_EQ(run(network, expected), expected);
}

INSTANTIATE_TEST_SUITE_P(Nmnist, CnnReference,
                         testing::Values(Part{"A", 0}, Part{"A", 1}, Part{"A", 2}, Part{"A", 3},
                                         Part{"A", 4}, Part{"B", 0}, Part{"B", 1}, Part{"B", 2},
                                         Part{"B", 3}, Part{"B", 4}),
                         [](const auto& instance) {
                           return instance.param.variant + std::to_string(instance.param.tens);
                         });

}  // namespace
}  // namespace engram::published
