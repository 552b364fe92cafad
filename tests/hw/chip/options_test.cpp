#include <gtest/gtest.h>

#include <algorithm>

#include "tests/hw/hand_made.hpp"

// Every option changes what it says and nothing else; never the spikes.
namespace engram::hw::testing {
namespace {

const std::vector<SampleInput> kInput{{0, {{0, 0, 3}, {0, 1, 1}, {1, 2, 1}, {2, 0, 2}, {4, 3, 5}}}};
constexpr std::uint32_t kTimesteps = 6;

ChipSpec base() {
  EncodingChoice choice;
  choice.encoding = Encoding::index;
  choice.organisation.word_bits = 16;
  HandMade net(choice);
  const auto in = net.input("in", 4);
  const auto a = net.population("a", 6, 1, fixed_if(5), {0, 1});
  const auto b = net.population("b", 2, 2, fixed_if(4), {1});
  net.connect("ia", in, a,
              {{7, 0, 3, 0, 2, 1}, {1, 0, 6, 0, -2, 1}, {0, 5, 0, 4, 0, 7}, {6, 0, 0, 1, 0, 2}});
  net.connect("ab", a, b, {{3, 0}, {0, 5}, {2, 2}, {-1, 0}, {0, 3}, {4, 4}});
  ChipSpec spec = net.build(2, 1);
  spec.timestep_ps = 1;
  return spec;
}

/// Runs with and without the change; expects equal spikes and that each difference contains one of
/// `allowed`, and each of `allowed` occurs in some difference.
void expect_changes(const ChipSpec& changed, const std::vector<std::string>& allowed) {
  const Report before = run_apart(base(), kInput, kTimesteps);
  const Report after = run_apart(changed, kInput, kTimesteps);
  ASSERT_EQ(after.count("exception"), 0u) << after.at("exception");
  EXPECT_FALSE(before.at("spikes").empty());
  EXPECT_EQ(before.at("spikes"), after.at("spikes"));
  EXPECT_EQ(before.at("synaptic_operations"), after.at("synaptic_operations"));
  const std::vector<std::string> found = differences(before, after);
  const auto within = [](const std::string& key, const std::string& part) {
    return key.find(part) != std::string::npos;
  };
  for (const std::string& key : found) {
    EXPECT_TRUE(std::any_of(allowed.begin(), allowed.end(),
                            [&](const std::string& part) { return within(key, part); }))
        << key << " changed";
  }
  for (const std::string& part : allowed) {
    EXPECT_TRUE(std::any_of(found.begin(), found.end(),
                            [&](const std::string& key) { return within(key, part); }))
        << part << " did not change";
  }
}

TEST(Options, NothingChangesByItself) {
  expect_changes(base(), {});
}

TEST(Options, Lanes) {
  ChipSpec spec = base();
  spec.lanes = 4;
  expect_changes(spec, {"cycles", "accumulate/instances"});
}

TEST(Options, AccumulatorInSram) {
  ChipSpec spec = base();
  spec.accumulator_in_sram = true;
  expect_changes(spec, {"accumulator/registers", "accumulators/clock"});
}

TEST(Options, AccumulatorBits) {
  ChipSpec spec = base();
  spec.accumulator_bits = 24;
  expect_changes(spec, {"accumulator/word_bits", "accumulators/clock", "accumulate/variant"});
}

TEST(Options, PayloadMultiply) {
  ChipSpec spec = base();
  spec.payload = Payload::multiply;
  expect_changes(spec, {"cycles", "rows", "accumulator_adds", "/reads", "accumulator/writes",
                        "controller", "accumulate/count", "multiply", "noc_hop/count"});
}

TEST(Options, UpdateTouched) {
  ChipSpec spec = base();
  spec.update = Update::touched;
  expect_changes(spec,
                 {"cycles", "state/state/", "accumulator.drain/reads", "neuron_update/count"});
}

TEST(Options, RealTime) {
  ChipSpec spec = base();
  spec.timing = Timing::real_time;
  spec.timestep_ps = 1000 * spec.clock_period_ps;
  const Report after = run_apart(spec, kInput, kTimesteps);
  EXPECT_EQ(after.at("cycles"), "6000");
  EXPECT_EQ(after.at("timestep_cycles"),
            run_apart(base(), kInput, kTimesteps).at("timestep_cycles"));
  expect_changes(spec, {"cycles", "cycles_on"});
}

TEST(Options, ClockGating) {
  ChipSpec spec = base();
  spec.clock_gating = false;
  const Report after = run_apart(spec, kInput, kTimesteps);
  EXPECT_EQ(after.at("core0/pipeline/clock/cycles"), after.at("cycles"));
  EXPECT_EQ(after.at("noc/router buffers/clock/flip_flops"), std::to_string(5 * 32 * 2));
  expect_changes(spec, {"/clock/"});
}

TEST(Options, Banks) {
  ChipSpec spec = base();
  spec.banks = 2;
  spec.lanes = 4;
  ChipSpec lanes = base();
  lanes.lanes = 4;
  EXPECT_NE(run_apart(spec, kInput, kTimesteps).at("cycles"),
            run_apart(lanes, kInput, kTimesteps).at("cycles"));
  spec.lanes = 1;
  expect_changes(spec, {"/banks", "cycles"});
}

TEST(Options, Ports) {
  ChipSpec spec = base();
  spec.ports = 2;
  expect_changes(spec, {"/ports", "cycles"});
}

TEST(Options, SharedMacros) {
  ChipSpec spec = base();
  spec.shared_macros = true;
  const Report after = run_apart(spec, kInput, kTimesteps);
  const Report before = run_apart(base(), kInput, kTimesteps);
  EXPECT_EQ(after.at("core0/synapse_memory/ia.list/reads"),
            before.at("core0/ia.list/ia.list/reads"));
  EXPECT_EQ(std::stoi(after.at("core0/synapse_memory/words")),
            std::stoi(before.at("core0/ia.list/words")) +
                std::stoi(before.at("core0/ia.pointers/words")));
  expect_changes(spec, {"synapse_memory", ".list", ".pointers"});
}

TEST(Options, FixedSize) {
  ChipSpec spec = base();
  spec.sizing = Sizing::fixed;
  spec.fixed_synapse_words = 1000;
  spec.neuron_capacity = 64;
  const Report after = run_apart(spec, kInput, kTimesteps);
  EXPECT_EQ(after.at("core0/synapse_memory/words"), "1000");
  EXPECT_EQ(after.at("core0/state/words"), "64");
  EXPECT_EQ(after.at("core0/accumulator/words"), "64");
  expect_changes(spec,
                 {"synapse_memory", ".list", ".pointers", "state/words", "accumulator/words"});
}

TEST(Options, MeshMovesHopsAndTheBarrier) {
  ChipSpec spec = base();
  spec.mesh_width = 4;
  spec.cores[1].x = 3;
  expect_changes(spec, {"cycles", "noc_hop/count"});
}

}  // namespace
}  // namespace engram::hw::testing
