#include "sim/config/spatial_config.hpp"

#include <gtest/gtest.h>

#include "sim/config/config_fault.hpp"
#include "tests/sim/config/files.hpp"

/// Configs of runs on a spatial array: what they say, and what is wrong with them.
namespace engram::sim {
namespace {

constexpr const char* kLayers = R"({"name": "run", "chip": {"template": "spatial_array"},
"workload": {"activity_factor": 0.5, "layers": [
{"name": "a", "timesteps": 4, "inputs": [8, 16, 16], "outputs": 16, "kernel": [3, 3],
 "input_density": 0.2, "zero_profiles": {"p": 0.5},
 "tiling": {"tile": {"outputs": 8, "rows": 8}, "output_sets": 2, "input_sets": 4}},
{"name": "b", "timesteps": 4, "inputs": [16, 1, 1], "outputs": 10, "weight_density": 0.25,
 "input_density": 0.9, "input_factor": false, "zero_profiles": {"p": 0.25}, "input_bits": 6}]}})";

std::string faults_of_text(const std::string& text) {
  const Files files;
  files.write("run.json", text);
  try {
    load_spatial(files.folder() / "run.json", {});
  } catch (const ConfigFault& fault) {
    return files.without_folder(fault.what());
  }
  return "";
}

TEST(SpatialConfig, LayersAndTheirDefaults) {
  const Files files;
  files.write("run.json", kLayers);
  ASSERT_TRUE(is_spatial(files.folder() / "run.json"));
  const LoadedSpatialConfig loaded = load_spatial(files.folder() / "run.json", {});
  const SpatialConfig& config = loaded.config;
  ASSERT_EQ(config.layers.size(), 2U);
  const SpatialLayer& a = config.layers[0];
  EXPECT_EQ(a.shape.operations(), 4U * 16 * 16 * 16 * 8 * 9);
  EXPECT_DOUBLE_EQ(a.input_density, 0.1);
  ASSERT_TRUE(a.tiling);
  EXPECT_EQ(a.tiling->tile, (hw::PerDimension<std::uint32_t>{1, 8, 8, 8, 16}));
  EXPECT_EQ(a.tiling->block, (hw::PerDimension<std::uint32_t>{1, 8, 8, 8, 16}));
  EXPECT_DOUBLE_EQ(config.layers[1].input_density, 0.9);
  EXPECT_EQ(config.layers[1].input_bits, 6U);
  EXPECT_FALSE(config.layers[1].tiling);
  EXPECT_EQ(config.machine.columns, 32U);
  EXPECT_EQ(config.machine.clock_period_ps, 5000U);
  // What is resolved reads back to the same.
  files.write("again.json", loaded.resolved);
  EXPECT_EQ(load_spatial(files.folder() / "again.json", {}).resolved, loaded.resolved);
}

TEST(SpatialConfig, TheLargerOfTwoCausesMakesWeightsZero) {
  const Files files;
  files.write("run.json", kLayers);
  const auto densities = [&](const std::vector<std::string>& sets) {
    std::vector<double> all;
    for (const SpatialLayer& layer :
         load_spatial(files.folder() / "run.json", sets).config.layers) {
      all.push_back(layer.weight_density);
    }
    return all;
  };
  EXPECT_EQ(densities({}), (std::vector<double>{1, 0.25}));
  const auto pruned = densities({R"(/workload/pruned={"profile": "p", "zeros": 0.6})"});
  EXPECT_LT(pruned[0], 0.45);
  EXPECT_EQ(pruned[1], 0.25);
  EXPECT_EQ(densities({R"(/workload/pruned={"profile": "p", "zeros": 0.6})",
                       R"(/workload/quantized={"profile": "p", "zeros": 0.1})"}),
            pruned);
}

TEST(SpatialConfig, FaultsAllAtOnceWhereTheyStand) {
  EXPECT_EQ(
      faults_of_text(replaced(replaced(kLayers, R"("output_sets": 2)", R"("output_sets": 3)"),
                              R"("name": "b")", R"("name": "a")")),
      "run.json:5: /workload/layers/0/tiling: PE rows for the kernel rows of all sets: 36 needed, "
      "24 there\n"
      "run.json:6: /workload/layers/1/name: the name 'a' is given twice");
  EXPECT_EQ(faults_of_text(replaced(kLayers, R"("activity_factor": 0.5)",
                                    R"("pruned": {"profile": "q", "zeros": 0.5})")),
            "run.json:4: /workload/layers/0/zero_profiles: no profile 'q', which "
            "/workload/pruned names");
  EXPECT_EQ(faults_of_text(replaced(kLayers, R"("kernel": [3, 3],)",
                                    R"("kernel": [3, 17], "padding": "valid",)")),
            "run.json:3: /workload/layers/0/kernel: larger than the input, which is not padded");
  EXPECT_NE(faults_of_text(replaced(kLayers, R"("template": "spatial_array")",
                                    R"("template": "spatial_array", "bufer": {})"))
                .find("did you mean 'buffer'"),
            std::string::npos);
}

TEST(SpatialConfig, ARecordingAsInputAndWhatIsWrongWithIt) {
  const Files files;
  files.write("a.bs2", "");
  files.write("run.json", replaced(kLayers, R"("input_bits": 6)",
                                   R"("input_events": {"events": "a.bs2", "timestep_us": 500,
 "polarity": "merge", "downsample": 2, "origin": "first_event", "format": "nmnist"})"));
  const SpatialConfig config = load_spatial(files.folder() / "run.json", {}).config;
  EXPECT_FALSE(config.layers[0].events);
  ASSERT_TRUE(config.layers[1].events);
  const InputConfig& events = *config.layers[1].events;
  EXPECT_EQ(events.events, files.folder() / "a.bs2");
  EXPECT_EQ(events.timesteps, 4U);
  EXPECT_EQ(events.timestep_us, 500);
  EXPECT_EQ(events.format, "nmnist");
  EXPECT_EQ(events.options.polarity, workloads::Polarity::merge);
  EXPECT_EQ(events.options.origin, workloads::Origin::first_event);
  EXPECT_EQ(events.options.downsample_y, 2U);
  const std::string both =
      faults_of_text(replaced(kLayers, R"("input_bits": 6)",
                              R"("input_events": {"events": "no.bs2", "format": "ranc_packets"},
 "input_spikes": {"file": "no.csv", "population": "p"})"));
  for (const char* part :
       {"input_spikes says what the inputs are", "packets have no place", "no.bs2", "no.csv"}) {
    EXPECT_NE(both.find(part), std::string::npos) << both;
  }
}

}  // namespace
}  // namespace engram::sim
