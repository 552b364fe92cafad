#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {
namespace {

void expect_refused(const ChipSpec& spec, const std::string& part) {
  const Report report = run_apart(spec, {}, 1);
  ASSERT_EQ(report.count("exception"), 1u) << "expected: " << part;
  EXPECT_NE(report.at("exception").find(part), std::string::npos) << report.at("exception");
}

ChipSpec with_neuron(const NeuronSpec& neuron, Update update) {
  const bool fixed = neuron.fixed;
  HandMade net(
      {}, fixed ? WeightFormat{WeightKind::uniform, 4} : WeightFormat{WeightKind::float32, 32});
  const auto in = net.input("in", 1);
  net.connect("fc", in, net.population("out", 1, 1, neuron), {{1}});
  ChipSpec spec = net.build(1, 1);
  spec.update = update;
  return spec;
}

TEST(IllegalTouched, IsRefusedWithPopulationAndReason) {
  NeuronSpec neuron = float_if(1.0);
  neuron.real.bias = {0.1};
  expect_refused(with_neuron(neuron, Update::touched), "'out': it has a bias");
  neuron = float_if(1.0);
  neuron.real.membrane_offset = {0.1};
  expect_refused(with_neuron(neuron, Update::touched), "offset");
  neuron = float_if(1.0);
  neuron.refractory = 1;
  expect_refused(with_neuron(neuron, Update::touched), "refractory");
  neuron = float_lif(0.9, 1.0);
  neuron.has_current = true;
  neuron.real.current_decay = {0.5};
  neuron.real.current_gain = {1.0};
  expect_refused(with_neuron(neuron, Update::touched), "current");
  expect_refused(with_neuron(float_lif(1.1, 1.0), Update::touched), "outside 0..1");
  expect_refused(with_neuron(float_if(-1.0), Update::touched), "without input");
  neuron = fixed_if(0);
  neuron.compare_equal = true;
  expect_refused(with_neuron(neuron, Update::touched), "without input");
  neuron = float_if(1.0);
  neuron.reset = ResetKind::value;
  neuron.real.reset_value = {1.5};
  expect_refused(with_neuron(neuron, Update::touched), "reset value");
  neuron = float_if(1.0);
  neuron.has_clip = true;
  neuron.real.clip_low = {0.5};
  expect_refused(with_neuron(neuron, Update::touched), "clipped above 0");
  neuron = float_if(1.0);
  neuron.has_low_threshold = true;
  neuron.real.low_threshold = {0.5};
  expect_refused(with_neuron(neuron, Update::touched), "low threshold is above 0");
  neuron.real.low_threshold = {-0.5};
  neuron.reset = ResetKind::subtract;
  expect_refused(with_neuron(neuron, Update::touched), "several steps in a row");
  neuron.reset = ResetKind::value;
  neuron.real.reset_value = {0.0};
  neuron.real.low_reset = {1.5};
  expect_refused(with_neuron(neuron, Update::touched), "low reset value");
}

TEST(IllegalTouched, TheSameNeuronsMaySweep) {
  NeuronSpec neuron = float_if(1.0);
  neuron.real.bias = {0.1};
  EXPECT_EQ(run_apart(with_neuron(neuron, Update::sweep), {}, 1).count("exception"), 0u);
  neuron.real.bias = {0.0};
  EXPECT_EQ(run_apart(with_neuron(neuron, Update::touched), {}, 1).count("exception"), 0u);
}

TEST(BadChips, AreRefused) {
  ChipSpec spec = four_by_four();
  spec.lanes = 0;
  expect_refused(spec, "lanes");
  spec = four_by_four();
  spec.clock_period_ps = 0;
  expect_refused(spec, "clock period");
  spec = four_by_four();
  spec.mesh_width = 4000000;
  spec.mesh_height = 4000000;
  expect_refused(spec, "routers");
  spec = four_by_four();
  spec.cores[0].x = 1;
  expect_refused(spec, "outside the mesh");
  spec = four_by_four();
  spec.cores[0].entries[2].row = 4;
  expect_refused(spec, "row that is not there");
  spec = four_by_four();
  spec.populations[0].destinations[0].record = 4;
  expect_refused(spec, "destination that is not there");
  spec = four_by_four();
  spec.cores[0].slices[0].count = 3;
  expect_refused(spec, "more targets than neurons");
  spec = four_by_four();
  spec.populations[1].neurons = 5;
  spec.populations[1].destination_begin.push_back(0);
  expect_refused(spec, "5 neurons, 4 live on cores");
  spec = four_by_four();
  spec.populations[1].level = 0;
  expect_refused(spec, "no delay");
  spec = four_by_four();
  spec.timing = Timing::real_time;
  expect_refused(spec, "length of a timestep");
}

TEST(BadChips, ParametersAreNamedWithTheirPopulation) {
  NeuronSpec neuron = float_if(1.0);
  neuron.real.bias = {};
  expect_refused(with_neuron(neuron, Update::sweep),
                 "population 'out': bias has 0 entries, expected 1 or 1");
}

TEST(BadChips, FixedMemoriesThatAreTooSmall) {
  ChipSpec spec = four_by_four();
  spec.sizing = Sizing::fixed;
  spec.fixed_synapse_words = 7;
  spec.neuron_capacity = 4;
  expect_refused(spec, "needs 8 words of synapse memory, has 7");
  spec.fixed_synapse_words = 8;
  EXPECT_EQ(run_apart(spec, {}, 1).count("exception"), 0u);
  spec.neuron_capacity = 3;
  expect_refused(spec, "room for 3");
}

TEST(BadChips, FloatWeightsOntoFixedPointNeurons) {
  HandMade net({}, {WeightKind::float32, 32});
  const auto in = net.input("in", 1);
  net.connect("fc", in, net.population("out", 1, 1, fixed_if(1)), {{1}});
  expect_refused(net.build(1, 1), "float32 weights");
}

TEST(BadChips, ASecondChipInOneProcess) {
  Chip first(four_by_four());
  EXPECT_THROW(Chip{four_by_four()}, std::logic_error);
}

TEST(BadInputs, AreRefusedBeforeTheRun) {
  Chip chip(four_by_four());
  RunOptions options;
  options.timesteps = 2;
  EXPECT_THROW(chip.run({{0, {{0, 4, 1}}}}, options), std::invalid_argument);
  EXPECT_THROW(chip.run({{0, {{2, 0, 1}}}}, options), std::invalid_argument);
  EXPECT_THROW(chip.run({{0, {{0, 0, 0}}}}, options), std::invalid_argument);
  EXPECT_THROW(chip.run({{1, {{0, 0, 1}}}}, options), std::invalid_argument);
  EXPECT_THROW(chip.run({{0, {{1, 0, 1}, {0, 0, 1}}}}, options), std::invalid_argument);
  options.traced = {0};
  EXPECT_THROW(chip.run({}, options), std::invalid_argument);
}

}  // namespace
}  // namespace engram::hw::testing
