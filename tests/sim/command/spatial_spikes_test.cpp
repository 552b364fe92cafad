#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sim/command/program.hpp"

/// The spikes of a network simulated on neuron cores, as the inputs of the next layer on a spatial
/// array: counted one by one they cost what their density makes expect.
namespace engram::sim {
namespace {

constexpr const char* kNextLayer = R"({
  "name": "next",
  "chip": {"template": "spatial_array",
           "formats": {"dram": {"inputs": {"format": "run_length"}}}},
  "workload": {"layers": [
    {"name": "next", "timesteps": 100, "inputs": [8, 14, 14], "outputs": 16, "kernel": [3, 3],
     "weight_density": 0.5,
     "tiling": {"tile": {"outputs": 8, "rows": 14}, "output_sets": 2, "input_sets": 4}}]},
  "energy": {"table": "eyeriss-snn-45nm"}
})";

TEST(SpatialSpikes, OfASimulatedNetworkAgreeWithTheirDensityWithinFivePercent) {
  const Scratch scratch;
  const std::string network =
      (std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/runs/demo_convolution.json").string();
  ASSERT_EQ(engram("run '" + network + "' --quiet --set /results/spikes=true --out spikes",
                   scratch.path())
                .exit_code,
            0);
  scratch.write("next.json", kNextLayer);
  const auto stats = [&](const std::string& set) {
    const ProgramResult result = engram(
        "run next.json --quiet --out r --set '/workload/layers/0/" + set + "'", scratch.path());
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    return read_file(scratch.path() / "r/stats.json");
  };
  const std::string spikes =
      stats(R"(input_spikes={"file": "spikes/spikes.csv", "population": "maps"})");
  const std::string list = read_file(scratch.path() / "spikes/spikes.csv");
  const double recorded = static_cast<double>(std::count(list.begin(), list.end(), '\n') - 1);
  EXPECT_DOUBLE_EQ(std::stod(value_of(spikes, "input_density")), recorded / (100 * 8 * 14 * 14));
  const std::string density = stats("input_density=" + value_of(spikes, "input_density"));
  EXPECT_NE(value_of(spikes, "operations"), value_of(density, "operations"));
  const std::string inputs = "\"inputs\": {";
  for (const auto& [key, from] : {std::pair("operations", std::string("\"summary\"")),
                                  {"energy_pj", "\"layers\": ["},
                                  {"dram_bits_read", inputs}}) {
    const double counted = std::stod(value_of(spikes.substr(spikes.find(from)), key));
    const double expected = std::stod(value_of(density.substr(density.find(from)), key));
    EXPECT_GT(expected, 0) << key;
    EXPECT_NEAR(counted, expected, 0.05 * expected) << key;
  }
}

}  // namespace
}  // namespace engram::sim
