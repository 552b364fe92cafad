#include <gtest/gtest.h>

#include "sim/config/json_document.hpp"
#include "tests/published/cnn_rows.hpp"
#include "tests/sim/command/program.hpp"
#include "tests/sim/neurobench/independent_metrics.hpp"

/// neurobench.json of a network that another tool trained, on a real recording: against the
/// definitions, applied to what the plain simulator records (reference/real/EXPECTED.md section 1).
namespace engram::sim {
namespace {

class NeurobenchPublished : public testing::TestWithParam<const char*> {};

double number(const JsonValue& json, const std::string& pointer) {
  const JsonValue* value = json.at(pointer);
  EXPECT_NE(value, nullptr) << pointer;
  return value == nullptr ? -1 : value->number;
}

TEST_P(NeurobenchPublished, SinabsOnNmnist) {
  if (!published::cnn_data_present()) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const std::string variant = GetParam();
  const std::filesystem::path real = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";
  const Scratch scratch;
  scratch.write("run.json", R"({ "workload": { "network": { "nir": ")" +
                                (real / "nir/cnn_sinabs.nir").string() + R"(", "dynamics": ")" +
                                (variant == "A" ? "sinabs_single" : "sinabs") +
                                R"(", "dt_us": 1000 }, "input": { "events": ")" +
                                (real / "nmnist/60001.bs2").string() +
                                R"(", "format": "nmnist", "timesteps": 300 } },
    "chip": { "mesh": [8, 8], "core": { "synapse_memory_kib": 4096 } } })");
  const ProgramResult result = engram("run run.json --neurobench --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const JsonValue json = read_json(scratch.path() / "r/neurobench.json");

  const workloads::Network network = published::cnn_network(variant);
  const std::vector trains{published::cnn_recording(60001)};
  const auto traced = with_neurons(network);
  const IndependentMetrics expected = independent_metrics(
      network, trains,
      workloads::simulate_reference(network, trains, published::cnn_timesteps, traced), traced,
      published::cnn_timesteps);
  EXPECT_EQ(number(json, "/SynapticOperations/Effective_MACs"), double(expected.macs));
  EXPECT_EQ(number(json, "/SynapticOperations/Effective_ACs"), double(expected.accumulates));
  EXPECT_EQ(number(json, "/SynapticOperations/Dense"), double(expected.dense));
  EXPECT_GT(expected.macs, 0U) << "pools add spikes up";
  EXPECT_GT(expected.accumulates, 0U);
  EXPECT_EQ(number(json, "/MembraneUpdates"), double(expected.membrane_updates));
  EXPECT_EQ(number(json, "/NeuronOperations/Effective Neuron Ops"),
            4 * double(expected.membrane_updates));
  EXPECT_EQ(number(json, "/ActivationSparsity"),
            double(expected.places - expected.active) / double(expected.places));
  // Two kernels of 5 x 5 and 3 x 3 from 2 and 16 maps onto 16, one onto 8, then 128-256-10; five
  // layers of neurons.
  constexpr double weights = 16 * 2 * 25 + 16 * 16 * 9 + 8 * 16 * 9 + 128 * 256 + 256 * 10;
  constexpr double neurons = 2 * 16 * 16 * 16 + 8 * 8 * 8 + 256 + 10;
  EXPECT_EQ(number(json, "/ParameterCount"), weights);
  EXPECT_EQ(number(json, "/Footprint"), 4 * (weights + neurons));
  EXPECT_EQ(number(json, "/NeuronOperations/Neuron Dense Ops"), 4 * neurons * 300);
  EXPECT_EQ(number(json, "/ConnectionSparsity"), 0);
  EXPECT_EQ(number(json, "/engram/synaptic_operations_per_timestep/Dense"),
            double(expected.dense) / 300);
}

INSTANTIATE_TEST_SUITE_P(Variants, NeurobenchPublished, testing::Values("A", "B"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace engram::sim
