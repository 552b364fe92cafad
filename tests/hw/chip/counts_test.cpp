#include <gtest/gtest.h>

#include "tests/hw/hand_made.hpp"

// The 4 x 4 network of hand_made.hpp, by hand. Crossbar, 4-bit weights, 8-bit words: a row is 2
// words and 4 additions. Inputs: t0: neurons 0 and 1; t1: neuron 2 twice, neuron 3 once.
//   t0: 1+5 2+0 3+0 4+6 =  6  2  3 10: neurons 0 and 3 fire (above 5), membranes 0 2 3 0
//   t1: -1 -2 14-3 -4   = -1  0 14 -4: neuron 2 fires
namespace engram::hw::testing {
namespace {

const std::vector<SampleInput> kCountedInput{{0, {{0, 0, 1}, {0, 1, 1}, {1, 2, 2}, {1, 3, 1}}}};

class FourByFour : public ::testing::Test {
 protected:
  FourByFour() { strict_systemc(); }
  SampleResult run(const ChipSpec& spec) {
    Chip chip(spec);
    RunOptions options;
    options.timesteps = 2;
    options.record_spikes = true;
    options.traced = {1};
    return chip.run(kCountedInput, options);
  }
  static const MemoryActivity& memory(const SampleResult& result, const std::string& name) {
    for (const MemoryActivity& memory : result.activity.memories) {
      if (memory.name == name) return memory;
    }
    throw std::out_of_range("no memory " + name);
  }
  static Count operations(const SampleResult& result, const std::string& operation) {
    Count count = 0;
    for (const LogicActivity& logic : result.activity.logic) {
      if (logic.operation == operation) count += logic.count;
    }
    return count;
  }
};

TEST_F(FourByFour, Spikes) {
  const SampleResult result = run(four_by_four());
  EXPECT_EQ(result.spikes, (std::vector<OutputSpike>{{1, 0, 0, 1}, {1, 2, 1, 1}, {1, 3, 0, 1}}));
  EXPECT_EQ(result.neuron_spikes[0], (std::vector<Count>{1, 1, 2, 1}));
  EXPECT_EQ(result.neuron_spikes[1], (std::vector<Count>{1, 0, 1, 1}));
  EXPECT_EQ(result.traces[0], (std::vector<double>{0, 2, 3, 0, -1, 0, 0, -4}));
}

/// t0 leaves 1 2 3 4, all of which count; at t1 row 1 (5 0 0 6) makes neurons 0 and 3 fire, the
/// others stay as they are; t2 is silent.
TEST_F(FourByFour, MembraneChanges) {
  RunOptions options;
  options.timesteps = 3;
  const std::vector<SampleInput> input{{0, {{0, 0, 1}, {1, 1, 1}}}};
  const ChipSpec spec = four_by_four();
  Chip chip(spec);
  EXPECT_TRUE(chip.run(input, options).membrane_changes.empty());
  options.count_membrane_changes = true;
  EXPECT_EQ(chip.run(input, options).membrane_changes, (std::vector<Count>{0, 4 + 2}));
  EXPECT_EQ(chip.run({}, options).membrane_changes, (std::vector<Count>{0, 4}));
}

TEST_F(FourByFour, MembraneChangesOfNeuronsThatAreNotTouched) {
  ChipSpec spec = four_by_four();
  spec.update = Update::touched;
  Chip chip(spec);
  RunOptions options;
  options.timesteps = 3;
  options.count_membrane_changes = true;
  const std::vector<SampleInput> input{{0, {{0, 0, 1}, {1, 1, 1}}}};
  EXPECT_EQ(chip.run(input, options).membrane_changes, (std::vector<Count>{0, 4 + 2}));
  EXPECT_EQ(chip.run({}, options).membrane_changes, (std::vector<Count>{0, 4}));
}

TEST_F(FourByFour, SynapticOperationsAndWords) {
  const SampleResult result = run(four_by_four());
  EXPECT_EQ(result.synaptic_operations, (std::vector<Count>{4 + 2 + 2 * 1 + 4}));
  EXPECT_EQ(result.accumulator_adds, (std::vector<Count>{5 * 4}));
  EXPECT_EQ(result.rows, (std::vector<Count>{5}));
  EXPECT_EQ(result.words[0], (std::array<Count, kRegionKinds>{0, 0, 5 * 2}));
  ASSERT_EQ(result.timesteps.size(), 2u);
  EXPECT_EQ(result.timesteps[0].input_spikes, 2u);
  EXPECT_EQ(result.timesteps[0].spikes, 2u);
  EXPECT_EQ(result.timesteps[0].synaptic_operations, 6u);
  EXPECT_EQ(result.timesteps[1].input_spikes, 3u);
  EXPECT_EQ(result.timesteps[1].spikes, 1u);
  EXPECT_EQ(result.timesteps[1].synaptic_operations, 6u);
}

TEST_F(FourByFour, Memories) {
  const SampleResult result = run(four_by_four());
  const MemoryActivity& weights = memory(result, "fc.weights");
  EXPECT_EQ(weights.block, "core0");
  EXPECT_EQ(weights.shape, (MemoryShape{8, 8, 1, 1, false}));
  EXPECT_EQ(weights.accesses[0].part, Part::weight_memory);
  EXPECT_EQ(weights.accesses[0].reads, 10u);

  const MemoryActivity& state = memory(result, "state");
  EXPECT_EQ(state.shape, (MemoryShape{4, 16, 1, 1, false}));
  EXPECT_EQ(state.accesses[0].reads, 8u);
  EXPECT_EQ(state.accesses[0].writes, 8u);
  EXPECT_EQ(state.accesses[1].region, "state.reset");
  EXPECT_EQ(state.accesses[1].reads, 0u);
  EXPECT_EQ(state.accesses[1].writes, 4u);

  const MemoryActivity& accumulator = memory(result, "accumulator");
  EXPECT_EQ(accumulator.shape, (MemoryShape{4, 16, 1, 1, true}));
  EXPECT_EQ(accumulator.accesses[0].reads, 20u);
  EXPECT_EQ(accumulator.accesses[0].writes, 20u);
  EXPECT_EQ(accumulator.accesses[1].reads, 8u);
  EXPECT_EQ(accumulator.accesses[1].writes, 8u);

  const MemoryActivity& axons = memory(result, "axon_table");
  EXPECT_EQ(axons.shape, (MemoryShape{4, 1 + 2, 1, 1, false}));
  EXPECT_EQ(axons.accesses[0].reads, 5u);
  EXPECT_THROW(memory(result, "destination_table"), std::out_of_range);
}

TEST_F(FourByFour, Logic) {
  const SampleResult result = run(four_by_four());
  EXPECT_EQ(operations(result, "controller_row"), 5u);
  EXPECT_EQ(operations(result, "controller_word"), 10u);
  EXPECT_EQ(operations(result, "controller_weight"), 20u);
  EXPECT_EQ(operations(result, "accumulate"), 20u);
  EXPECT_EQ(operations(result, "neuron_update"), 8u);
  EXPECT_EQ(operations(result, "noc_hop"), 0u);
  EXPECT_EQ(result.activity.logic[0].variant, "crossbar");
  EXPECT_EQ(result.activity.logic[0].instances, 1u);
}

// As fast as it goes, lanes 1: a row takes max(2 words, 4 additions) = 4 cycles.
//   t0: host 2 flits, barrier 2 (1 + 1), rows 8, update 4 x 2 + 4, barrier 2 = 26
//   t1: host 3, 2, rows 12, update 12, 2 = 31
TEST_F(FourByFour, Cycles) {
  const SampleResult result = run(four_by_four());
  EXPECT_EQ(result.timesteps[0].cycles, 26u);
  EXPECT_EQ(result.timesteps[1].cycles, 31u);
  EXPECT_EQ(result.cycles, 57u);
  EXPECT_EQ(result.activity.cycles_on, 57u);
  EXPECT_EQ(result.activity.clocks[0].cycles, 8u + 12 + 12 + 12);
  EXPECT_EQ(result.activity.clocks[0].flip_flops, 512u);
  // Accumulators: 4 x 16 bits in registers; a write clocks its own 16 flip-flops.
  EXPECT_EQ(result.activity.clocks[1].flip_flops, 16u);
  const auto& accumulator = result.activity.memories;
  Count writes = 0;
  for (const MemoryActivity& memory : accumulator) {
    if (memory.name != "accumulator") continue;
    for (const MemoryAccesses& access : memory.accesses) writes += access.writes;
  }
  EXPECT_EQ(result.activity.clocks[1].cycles, writes);
  EXPECT_GT(writes, 0u);
}

// Lanes 4: the words decide, 2 cycles a row.
TEST_F(FourByFour, CyclesWhereWordsDecide) {
  ChipSpec spec = four_by_four();
  spec.lanes = 4;
  const SampleResult result = run(spec);
  EXPECT_EQ(result.timesteps[0].cycles, 2u + 2 + 4 + 12 + 2);
  EXPECT_EQ(result.timesteps[1].cycles, 3u + 2 + 6 + 12 + 2);
}

TEST_F(FourByFour, IdleActivityHasTheLinesOfARunAndCountsNothing) {
  Chip chip(four_by_four());
  RunOptions options;
  options.timesteps = 2;
  const Activity idle = chip.idle_activity();
  const Activity busy = chip.run(kCountedInput, options).activity;
  ASSERT_EQ(idle.memories.size(), busy.memories.size());
  for (std::size_t index = 0; index < idle.memories.size(); ++index) {
    EXPECT_EQ(idle.memories[index].name, busy.memories[index].name);
    EXPECT_EQ(idle.memories[index].shape, busy.memories[index].shape);
    for (const MemoryAccesses& access : idle.memories[index].accesses) {
      EXPECT_EQ(access.reads + access.writes, 0u);
    }
  }
  ASSERT_EQ(idle.logic.size(), busy.logic.size());
  for (std::size_t index = 0; index < idle.logic.size(); ++index) {
    EXPECT_EQ(idle.logic[index].unit, busy.logic[index].unit);
    EXPECT_EQ(idle.logic[index].count, 0u);
  }
}

}  // namespace
}  // namespace engram::hw::testing
