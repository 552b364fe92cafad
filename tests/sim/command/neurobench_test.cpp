#include <gtest/gtest.h>

#include "sim/config/json_document.hpp"
#include "tests/sim/command/program.hpp"

/// `engram run --neurobench`: the file, on the network whose values NeuroBench's harness states.
namespace engram::sim {
namespace {

/// Linear(20, 5) and leaky neurons; 5 samples of 10 timesteps in which every input spikes, or none.
std::string harness_network(bool spikes) {
  return R"({ "name": "harness", "workload": {
    "network": {
      "populations": [
        { "name": "in", "shape": [20], "neuron": { "model": "input" } },
        { "name": "out", "shape": [5], "output": true, "neuron":
          { "model": "lif", "decay": 0.9, "threshold": 1, "reset": "subtract" } } ],
      "projections": [
        { "name": "fc", "source": "in", "target": "out", "type": "dense",
          "weights": { "distribution": "uniform", "low": 0.01, "high": 0.02 } } ] },
    "input": { "regular": { "interval": )" +
         std::string(spikes ? "1, \"phase\": 0" : "100, \"phase\": 50") +
         R"( }, "samples": 5, "timesteps": 10, "timestep_us": 4000 } } })";
}

class Neurobench : public testing::Test {
 protected:
  Scratch scratch;
  JsonValue run(const std::string& config, const std::string& options = "") {
    scratch.write("run.json", config);
    const ProgramResult result =
        engram("run run.json --neurobench --out r " + options, scratch.path());
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    return read_json(scratch.path() / "r/neurobench.json");
  }
  static void expect(const JsonValue& json, const std::string& pointer, double value) {
    const JsonValue* found = json.at(pointer);
    ASSERT_NE(found, nullptr) << pointer;
    EXPECT_EQ(found->number, value) << pointer;
  }
};

TEST_F(Neurobench, GoldenValuesOfTheHarness) {
  const JsonValue busy = run(harness_network(true));
  expect(busy, "/SynapticOperations/Effective_MACs", 0);
  expect(busy, "/SynapticOperations/Effective_ACs", 1000);
  expect(busy, "/SynapticOperations/Dense", 1000);
  expect(busy, "/MembraneUpdates", 50);
  expect(busy, "/NeuronOperations/Effective Neuron Ops", 200);
  expect(busy, "/NeuronOperations/Neuron Dense Ops", 200);
  expect(busy, "/ConnectionSparsity", 0);
  expect(busy, "/ParameterCount", 100);
  expect(busy, "/Footprint", 4 * (100 + 5));
  expect(busy, "/engram/synaptic_operations_per_timestep/Effective_ACs", 100);
  expect(busy, "/engram/model_execution_rate_hz", 250);
  const JsonValue idle = run(harness_network(false));
  expect(idle, "/SynapticOperations/Effective_ACs", 0);
  expect(idle, "/SynapticOperations/Dense", 1000);
  expect(idle, "/ActivationSparsity", 1);
  expect(idle, "/NeuronOperations/Effective Neuron Ops", 20);
  expect(idle, "/NeuronOperations/Neuron Dense Ops", 200);
}

TEST_F(Neurobench, KeysAreTheHarnessesOwn) {
  const JsonValue json = run(harness_network(true));
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.members) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"ParameterCount", "Footprint", "ConnectionSparsity",
                                            "ActivationSparsity", "ActivationSparsityByLayer",
                                            "SynapticOperations", "MembraneUpdates",
                                            "NeuronOperations", "engram"}));
}

TEST_F(Neurobench, EnergyAndLatencyAreThoseOfTheRun) {
  const JsonValue json = run(harness_network(true));
  const JsonValue stats = read_json(scratch.path() / "r/stats.json");
  for (const char* key : {"energy_per_sample_pj", "energy_per_timestep_pj", "latency_us",
                          "energy_delay_product_pj_us", "cycles", "area_um2"}) {
    expect(json, std::string("/engram/") + key, stats.at(std::string("/summary/") + key)->number);
  }
}

/// The chip's choices are no part of the model: fidelity, who is stepped, where neurons lie.
TEST_F(Neurobench, MetricsDoNotDependOnTheChip) {
  const auto metrics = [&](const std::string& options) {
    run(harness_network(true), options);
    const std::string text = read_file(scratch.path() / "r/neurobench.json");
    return text.substr(0, text.find("\"engram\""));
  };
  const std::string plain = metrics("");
  EXPECT_EQ(metrics("--set /fidelity=cycle"), plain);
  EXPECT_EQ(metrics("--set '/chip/mesh=[2, 2]' --set /chip/core/neurons=2"), plain);
  EXPECT_EQ(metrics("--set /chip/core/update=touched"), plain);
  EXPECT_EQ(metrics("--set /results/spikes=true"), plain);
}

TEST_F(Neurobench, NothingElseChangesAndTheManifestNamesTheFile) {
  run(small_config(), "--set /results/spikes=false");
  auto with = files_of(scratch.path() / "r");
  EXPECT_EQ(
      engram("run run.json --out plain --set /results/spikes=false", scratch.path()).exit_code, 0);
  auto without = files_of(scratch.path() / "plain");
  EXPECT_NE(with["manifest.json"].find("\"neurobench.json\": "), std::string::npos);
  with.erase("neurobench.json");
  with.erase("manifest.json");
  without.erase("manifest.json");
  EXPECT_EQ(with, without);
}

TEST_F(Neurobench, RefusesWhatHasNoSuchMetrics) {
  scratch.write("run.json", small_config());
  const ProgramResult learning = engram(
      "run run.json --neurobench --set '/learning={\"rule\": \"stdp\", \"stdp\": {\"window\": 5, "
      "\"potentiation\": {\"amplitude\": 40, \"tau\": 2}, "
      "\"depression\": {\"amplitude\": 30, \"tau\": 2}}}'",
      scratch.path());
  EXPECT_EQ(learning.exit_code, 3) << learning.output;
  EXPECT_NE(learning.errors.find("--neurobench: weights that learn"), std::string::npos)
      << learning.errors;
  scratch.write("array.json", R"({ "chip": { "template": "spatial_array" } })");
  const ProgramResult threads = engram("run run.json --neurobench --threads 2", scratch.path());
  EXPECT_EQ(threads.exit_code, 3);
  EXPECT_NE(threads.errors.find("--threads: with --neurobench"), std::string::npos)
      << threads.errors;
  const ProgramResult array = engram("run array.json --neurobench", scratch.path());
  EXPECT_EQ(array.exit_code, 3);
  EXPECT_NE(array.errors.find("--neurobench: a spatial array"), std::string::npos) << array.errors;
  EXPECT_EQ(scratch.entries(), 2U) << "nothing is written";
}

}  // namespace
}  // namespace engram::sim
