#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "tests/hw/hand_made.hpp"
#include "twin_row_server.hpp"

/// The running chip with a controller in SystemVerilog in the place of its model.
namespace engram::cosim {
namespace {

using hw::testing::HandMade;
using hw::testing::Report;
using hw::testing::Weights;

constexpr std::uint32_t kInputs = 12, kNeurons = 19, kTimesteps = 40;

/// Shape and organisation of the verilated crossbar; a second layer on a core of its own.
hw::ChipSpec chip() {
  EncodingChoice choice;
  choice.encoding = Encoding::crossbar;
  choice.organisation.word_bits = 16;
  std::mt19937_64 bits(11);
  const auto weights = [&](std::uint32_t rows, std::uint32_t columns) {
    Weights drawn(rows, std::vector<double>(columns));
    for (auto& row : drawn) {
      for (double& level : row) level = static_cast<double>(bits() % 31) - 15.0;
    }
    return drawn;
  };
  HandMade made(choice, {WeightKind::uniform, 5});
  const std::uint32_t in = made.input("in", kInputs);
  const std::uint32_t a = made.population("a", kNeurons, 1, hw::testing::fixed_if(20), {0});
  const std::uint32_t b = made.population("b", 5, 2, hw::testing::fixed_if(10), {1});
  made.connect("in_a", in, a, weights(kInputs, kNeurons));
  made.connect("a_b", a, b, weights(kNeurons, 5));
  hw::ChipSpec spec = made.build();
  spec.fidelity = hw::Fidelity::cycle;
  spec.fetch_ahead = 1;
  return spec;
}

std::vector<hw::SampleInput> inputs() {
  std::mt19937_64 bits(12);
  hw::SampleInput input;
  for (std::uint32_t timestep = 0; timestep < kTimesteps; ++timestep) {
    for (std::uint32_t neuron = 0; neuron < kInputs; ++neuron) {
      const auto count = static_cast<std::uint32_t>(bits() % 3);
      if (count > 0) input.events.push_back({timestep, neuron, count});
    }
  }
  return {input};
}

TEST(CrossbarInChip, CyclesAndSpikesAreThoseOfTheModel) {
  hw::testing::strict_systemc();
  const hw::ChipSpec spec = chip();
  Report model = hw::testing::run_apart(spec, inputs(), kTimesteps);
  ASSERT_EQ(model.count("exception"), 0U) << model["exception"];

  TwinRowServer twin("twin", *spec.cores[0].images[0].image, spec.clock_period_ps);
  hw::Chip chip(spec);  // elaborates
  chip.serve_rows(0, twin);
  hw::RunOptions options;
  options.timesteps = kTimesteps;
  options.record_spikes = true;
  const hw::SampleResult result = chip.run(inputs(), options);

  std::ostringstream cycles;
  for (const hw::TimestepRecord& record : result.timesteps) cycles << record.cycles << ' ';
  EXPECT_EQ(cycles.str(), model["timestep_cycles"]);
  EXPECT_EQ(std::to_string(result.cycles), model["cycles"]);
  EXPECT_FALSE(result.spikes.empty());
  EXPECT_EQ(twin.wrong(), 0U);
  EXPECT_EQ(twin.deliveries(), result.accumulator_adds[0]);
  EXPECT_EQ(twin.words(), result.words[0][static_cast<std::size_t>(RegionKind::weights)]);
}

}  // namespace
}  // namespace engram::cosim
