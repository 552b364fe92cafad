#include <gtest/gtest.h>

#include "hw/chip/chip.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/lower.hpp"
#include "tests/published/cnn_rows.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/mapping/routing.hpp"

/// All 100 rows of expected_cnn_sinabs.csv through the SystemC chip, in several encodings and
/// mappings: layout, controllers, routing, accumulation and neuron update are right when they agree.
namespace engram::published {
namespace {

struct Part {
  std::string variant;
  unsigned tens = 0;
  Encoding encoding = Encoding::crossbar;
  Sharing sharing = Sharing::none;
  std::uint32_t core_neurons = 1024;
};

class CnnChip : public testing::TestWithParam<Part> {};

hw::ChipSpec chip_spec(const workloads::Network& network, const Part& part) {
  sim::ChipConfig config;
  config.mesh_width = config.mesh_height = 8;
  config.core_neurons = part.core_neurons;
  config.lanes = 4;
  config.synapse_memory.default_encoding = part.encoding;
  config.synapse_memory.default_sharing = part.sharing;
  const auto choices = sim::choose_encodings(config.synapse_memory, network);
  workloads::MappingLimits limits;
  limits.cores = 64;
  limits.neurons = part.core_neurons;
  limits.synapse_memory_bits = std::uint64_t{1} << 40;
  workloads::Mapping mapping = workloads::map_network(
      network, limits, [&](std::uint32_t projection) { return choices[projection]; });
  const workloads::Routing routing = workloads::route(network, mapping);
  return sim::lower(network, std::move(mapping), routing, config);
}

std::uint64_t sum(const std::vector<Count>& counts) {
  std::uint64_t total = 0;
  for (const Count count : counts) total += count;
  return total;
}

CnnRow run(hw::Chip& chip, const workloads::Network& network, const CnnRow& expected) {
  const workloads::SpikeTrain train = cnn_recording(expected.sample);
  hw::SampleInput input;
  input.population = static_cast<std::uint32_t>(network.inputs().at(0));
  for (const workloads::SpikeEvent& event : train.events) {
    input.events.push_back({event.timestep, event.neuron, event.count});
  }
  hw::RunOptions options;
  options.timesteps = cnn_timesteps;
  const hw::SampleResult result = chip.run({input}, options);
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
  hw::Chip chip(chip_spec(network, GetParam()));
  for (const CnnRow& expected : rows) EXPECT_EQ(run(chip, network, expected), expected);
}

const Sharing kNone = Sharing::none;
INSTANTIATE_TEST_SUITE_P(
    Nmnist, CnnChip,
    testing::Values(Part{"A", 0, Encoding::index, kNone, 1024},
                    Part{"A", 1, Encoding::bitmap, kNone, 700},
                    Part{"A", 2, Encoding::functional, kNone, 1024},
                    Part{"A", 3, Encoding::bitmap, Sharing::kernel, 513},
                    Part{"A", 4, Encoding::index, Sharing::kernel, 4096},
                    Part{"B", 0, Encoding::functional, kNone, 300},
                    Part{"B", 1, Encoding::index, kNone, 2048},
                    Part{"B", 2, Encoding::bitmap, kNone, 1024},
                    Part{"B", 3, Encoding::index, Sharing::kernel, 1000},
                    Part{"B", 4, Encoding::crossbar, kNone, 1024}),
    [](const auto& instance) {
      return instance.param.variant + std::to_string(instance.param.tens);
    });

}  // namespace
}  // namespace engram::published
