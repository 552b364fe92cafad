#include <gtest/gtest.h>

#include "tests/published/chip_of.hpp"
#include "tests/published/cnn_rows.hpp"

/// All 100 rows of expected_cnn_sinabs.csv through the SystemC chip, in several encodings and
/// mappings: layout, controllers, routing, accumulation and neuron update are right when they
/// agree.
namespace engram::published {
namespace {

struct Part {
  std::string variant;
  unsigned tens = 0;
  Placement placement;
};

class CnnChip : public testing::TestWithParam<Part> {};

std::uint64_t sum(const std::vector<Count>& counts) {
  std::uint64_t total = 0;
  for (const Count count : counts) total += count;
  return total;
}

CnnRow run(hw::Chip& chip, const workloads::Network& network, const CnnRow& expected) {
  const workloads::SpikeTrain train = cnn_recording(expected.sample);
  hw::RunOptions options;
  options.timesteps = cnn_timesteps;
  const hw::SampleResult result = chip.run({chip_input(network, train)}, options);
  std::vector<std::uint64_t> layers;
  for (std::size_t id = 1; id < result.neuron_spikes.size(); ++id) {
    layers.push_back(sum(result.neuron_spikes[id]));
  }
  return made_row(expected, train, result.neuron_spikes[network.outputs().at(0)], layers,
                  result.synaptic_operations);
}

TEST_P(CnnChip, EveryColumnIsEqual) {
  if (!cnn_data_present()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const std::vector<CnnRow> rows = expected_rows(GetParam().variant, GetParam().tens);
  ASSERT_EQ(rows.size(), 10U);
  const workloads::Network network = cnn_network(GetParam().variant);
  hw::Chip chip(chip_of(network, GetParam().placement));
  for (const CnnRow& expected : rows) EXPECT_EQ(run(chip, network, expected), expected);
}

INSTANTIATE_TEST_SUITE_P(Nmnist, CnnChip,
                         testing::Values(Part{"A", 0, {Encoding::index, Sharing::none, 1024}},
                                         Part{"A", 1, {Encoding::bitmap, Sharing::none, 700}},
                                         Part{"A", 2, {Encoding::functional, Sharing::none, 1024}},
                                         Part{"A", 3, {Encoding::bitmap, Sharing::kernel, 513}},
                                         Part{"A", 4, {Encoding::index, Sharing::kernel, 4096}},
                                         Part{"B", 0, {Encoding::functional, Sharing::none, 300}},
                                         Part{"B", 1, {Encoding::index, Sharing::none, 2048}},
                                         Part{"B", 2, {Encoding::bitmap, Sharing::none, 1024}},
                                         Part{"B", 3, {Encoding::index, Sharing::kernel, 1000}},
                                         Part{"B", 4, {Encoding::crossbar, Sharing::none, 1024}}),
                         [](const auto& instance) {
                           return instance.param.variant + std::to_string(instance.param.tens);
                         });

}  // namespace
}  // namespace engram::published
