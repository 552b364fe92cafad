#include "sim/spatial/spatial_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/run/prepare.hpp"
#include "sim/spatial/drawn_operands.hpp"
#include "sim/spatial/recorded_spikes.hpp"
#include "sim/spatial/spatial_text.hpp"
#include "sim/spatial/spatial_write.hpp"
#include "tests/sim/config/files.hpp"
#include "workloads/network/random.hpp"

/// Runs on a spatial array in process: one a test.
namespace engram::sim {
namespace {

SpatialConfig small() {
  SpatialConfig config;
  config.name = "small";
  config.tables = {"eyeriss-snn-45nm"};
  config.search_bound = 20;
  SpatialLayer layer;
  layer.shape = {"conv", 4, 8, 16, 16, 16, 3, 3, 1, true};
  layer.input_density = 0.1;
  layer.weight_density = 0.3;
  config.layers.push_back(layer);
  layer.shape = {"conv.2", 4, 16, 10, 1, 1, 1, 1, 1, true};
  config.layers.push_back(layer);
  const hw::TensorFormat runs{hw::Compression::run_length, 5, false};
  config.machine.dram_format = {runs, runs, {}};
  config.machine.buffer_format = config.machine.scratchpad_format = config.machine.dram_format;
  return config;
}

TEST(SpatialRun, LinesAddUpByLevelAndByLayer) {
  const SpatialOutcome outcome = run_spatial(small());
  Energy by_level, by_layer, leakage;
  for (const std::string& level : spatial_levels(outcome.ledger)) {
    by_level += spatial_energy(outcome.ledger, level, "");
  }
  for (const SpatialLayerResult& layer : outcome.layers) {
    EXPECT_GT(layer.energy, Energy{});
    EXPECT_GT(layer.tried, 0U);
    by_layer += layer.energy;
  }
  for (const energy::LedgerLine& line : outcome.ledger.lines) {
    if (line.part == Part::leakage) leakage += line.total;
  }
  EXPECT_EQ(by_level, outcome.ledger.total);
  EXPECT_EQ(by_layer + leakage, outcome.ledger.total);
  EXPECT_EQ(outcome.cycles, outcome.layers[0].counts.cycles + outcome.layers[1].counts.cycles);
}

TEST(SpatialRun, DramIsBitsTimesTheirPrice) {
  const SpatialOutcome outcome = run_spatial(small());
  Count bits = 0;
  for (const SpatialLayerResult& layer : outcome.layers) {
    for (const hw::TensorCounts& tensor : layer.counts.tensors) {
      bits += tensor.dram.bits_read + tensor.dram.bits_written;
    }
  }
  EXPECT_EQ(spatial_energy(outcome.ledger, "dram", ""), Energy::picojoules(8) * bits);
}

TEST(SpatialRun, DrawnZerosAreNearTheirExpectation) {
  SpatialConfig config = small();
  config.drawn = true;
  const SpatialOutcome drawn = run_spatial(config);
  const auto operands = hw::operands_at_densities(config.layers[0].shape, 0.1, 0.3);
  const hw::LayerCounts expected =
      hw::count_layer({config.layers[0].shape, config.dataflow, drawn.layers[0].tiling, 1},
                      config.machine, *operands);
  const hw::LayerCounts& counts = drawn.layers[0].counts;
  EXPECT_NEAR(static_cast<double>(counts.performed), static_cast<double>(expected.performed),
              0.05 * static_cast<double>(expected.performed));
}

/// Spikes as a run writes them, and what is wrong with such files.
TEST(SpatialRun, RecordedSpikesAndTheirDensityAgreeWithinFivePercent) {
  const Files files;
  SpatialConfig config = small();
  config.layers.resize(1);
  workloads::RandomStream random(5, 0);
  std::string text = "population,neuron,timestep,count\n";
  const hw::LayerShape& shape = config.layers[0].shape;
  Count spikes = 0;
  for (std::uint32_t neuron = 0; neuron < 8 * 16 * 16; ++neuron) {
    for (std::uint32_t timestep = 0; timestep < 6; ++timestep) {
      if (random.unit() >= 0.1) continue;
      text += "hidden," + std::to_string(neuron) + "," + std::to_string(timestep) + ",2\n";
      spikes += timestep < 4 ? 1 : 0;  // later ones are not the layer's
    }
  }
  config.layers[0].spikes = {files.write("spikes.csv", text), "hidden"};
  config.layers[0].input_density =
      static_cast<double>(spikes) / static_cast<double>(shape.elements(hw::Tensor::inputs));
  const SpatialOutcome recorded = run_spatial(config);
  const auto operands = hw::operands_at_densities(shape, config.layers[0].input_density, 0.3);
  const hw::LayerCounts expected = hw::count_layer(
      {shape, config.dataflow, recorded.layers[0].tiling, 1}, config.machine, *operands);
  const auto near = [](Count first, Count second) {
    EXPECT_NEAR(static_cast<double>(first), static_cast<double>(second),
                0.05 * static_cast<double>(second));
  };
  const hw::LayerCounts& counts = recorded.layers[0].counts;
  EXPECT_NE(counts.performed, expected.performed);
  near(counts.performed, expected.performed);
  near(counts.of(hw::Tensor::inputs).dram.bits_read,
       expected.of(hw::Tensor::inputs).dram.bits_read);
  near(counts.of(hw::Tensor::inputs).noc_words, expected.of(hw::Tensor::inputs).noc_words);
}

/// Five bytes an event of a .bs2: x, y, polarity and time.
std::string bs2_event(unsigned x, unsigned y, unsigned polarity, unsigned time_us) {
  std::string bytes;
  for (const unsigned byte :
       {x, y, polarity << 7 | (time_us >> 16 & 0x7f), time_us >> 8 & 0xff, time_us & 0xff}) {
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

TEST(SpatialRun, EventsOfARecordingAreInputs) {
  const Files files;
  const hw::LayerShape shape{"layer", 2, 2, 3, 4, 5, 3, 3, 1, true};
  InputConfig input;
  input.events = files.write("events.bs2", bs2_event(3, 2, 1, 10) + bs2_event(3, 2, 1, 40) +
                                               bs2_event(0, 1, 0, 999) + bs2_event(1, 0, 1, 1500) +
                                               bs2_event(2, 2, 0, 2000));
  input.format = "nmnist";
  input.timesteps = shape.timesteps;
  const auto inputs = recorded_events(input, shape);
  ASSERT_EQ(inputs.size(), 3U);  // one is twice in its timestep, one too late
  const auto expect = [](const hw::ActiveInput& at, std::vector<std::uint32_t> place) {
    EXPECT_EQ((std::vector{at.timestep, at.channel, at.row, at.column}), place);
  };
  expect(inputs[0], {0, 0, 1, 0});
  expect(inputs[1], {0, 1, 2, 3});
  expect(inputs[2], {1, 1, 0, 1});
  const hw::LayerShape small{"small", 2, 2, 3, 4, 3, 3, 3, 1, true};
  EXPECT_THROW(recorded_events(input, small), InputFault);
}

TEST(SpatialRun, ARealRecordingHasTheInputsThatARunCounts) {
  const auto recording = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real/dvsgesture/1.bs2";
  if (!std::filesystem::exists(recording)) {
    GTEST_SKIP() << "reference data not found at " << recording;
  }
  SpatialConfig config = small();
  config.layers.resize(1);
  SpatialLayer& layer = config.layers[0];
  layer.shape = {"Conv1", 20, 2, 8, 128, 128, 3, 3, 1, true};
  layer.events.emplace();
  layer.events->events = recording;
  layer.events->timestep_us = 72500;
  layer.events->timesteps = 20;
  const SpatialOutcome outcome = run_spatial(config);
  // 63471 events, 30323 places and timesteps: counted apart, byte by byte.
  EXPECT_DOUBLE_EQ(outcome.layers[0].input_density, 30323.0 / (20 * 2 * 128 * 128));
  const auto even = hw::operands_at_densities(layer.shape, outcome.layers[0].input_density, 0.3);
  const hw::LayerCounts expected = hw::count_layer(
      {layer.shape, config.dataflow, outcome.layers[0].tiling, 1}, config.machine, *even);
  const auto performed = static_cast<double>(outcome.layers[0].counts.performed);
  EXPECT_NEAR(performed, static_cast<double>(expected.performed), 0.05 * performed);
}

TEST(SpatialRun, FaultsOfRecordedSpikes) {
  const Files files;
  const hw::LayerShape shape{"layer", 2, 1, 1, 2, 3, 1, 1, 1, true};
  const auto fault = [&](const std::string& text) {
    const auto file = files.write("s.csv", text);
    try {
      recorded_spikes(file, "a", shape);
    } catch (const InputFault& found) {
      return files.without_folder(found.what());
    }
    return std::string();
  };
  const std::string header = "population,neuron,timestep,count\n";
  EXPECT_EQ(fault(header + "a,5,1,1\nb,9,0,1\n"), "");
  EXPECT_EQ(fault(header + "a,6,1,1\n"), "s.csv:2: neuron 6 of a, but layer layer has 6 inputs");
  EXPECT_EQ(fault(header + "a,x,1,1\n"), "s.csv:2: expected a neuron and a timestep");
  EXPECT_EQ(fault(header + "a,1\n"), "s.csv:2: expected a neuron and a timestep");
  EXPECT_EQ(fault(header + "b,1,1,1\n"), "s.csv: has no spike of population a");
  EXPECT_EQ(fault("neuron\n"),
            "s.csv:1: expected the header of one sample: population,neuron,timestep,count");
  const auto found = recorded_spikes(files.write("s.csv", header + "a,5,1,1\n"), "a", shape);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].timestep, 1U);
  EXPECT_EQ(found[0].channel, 0U);
  EXPECT_EQ(found[0].row, 1U);
  EXPECT_EQ(found[0].column, 2U);
}

TEST(SpatialRun, DrawnWeightsHaveExactlyTheShareOfZeros) {
  const SpatialLayer layer = small().layers[0];
  const auto weights = drawn_weights(layer, 3);
  EXPECT_EQ(std::count(weights.begin(), weights.end(), 1),
            std::llround(0.3 * static_cast<double>(weights.size())));
  EXPECT_EQ(weights, drawn_weights(layer, 3));
  EXPECT_NE(weights, drawn_weights(layer, 4));
}

TEST(SpatialRun, TheClockMustSuitTheTable) {
  SpatialConfig config = small();
  config.machine.clock_period_ps = 10;
  EXPECT_THROW(check_before_spatial_run(config), std::runtime_error);
  config.machine.clock_period_ps = 5000;
  config.tables = {"schaefer2020-45nm"};
  EXPECT_THROW(check_before_spatial_run(config), energy::MissingRow);
}

TEST(SpatialRun, TextsNameEveryLayer) {
  const SpatialConfig config = small();
  const SpatialOutcome outcome = run_spatial(config);
  for (const std::string& text : {layers_csv(outcome), spatial_screen(config, outcome),
                                  spatial_stats_json(config, outcome), spatial_plan_text(config)}) {
    EXPECT_NE(text.find("conv"), std::string::npos);
    EXPECT_NE(text.find("conv.2"), std::string::npos);
  }
}

}  // namespace
}  // namespace engram::sim
