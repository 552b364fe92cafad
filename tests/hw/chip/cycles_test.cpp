#include <gtest/gtest.h>

#include "hw/chip/chip.hpp"
#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {
namespace {

EncodingChoice index_in_bytes() {
  EncodingChoice choice;
  choice.encoding = Encoding::index;
  choice.organisation.word_bits = 8;
  return choice;
}

/// One event on row 0 of three synapses; an entry is 4 + 2 bits.
std::string cycles_of(const Weights& weights) {
  HandMade net(index_in_bytes());
  const auto in = net.input("in", 2);
  net.connect("fc", in, net.population("out", 4, 1, fixed_if(100)), weights);
  ChipSpec spec = net.build(1, 1);
  spec.lanes = 4;
  return run_apart(spec, {{in, {{0, 0, 1}}}}, 1).at("cycles");
}

// Host 1 flit, barrier 2, row 1 pointer word + list words, update 4 x 2 + 4, barrier 2.
TEST(Cycles, OneWordMoreIsOneCycleMore) {
  EXPECT_EQ(cycles_of({{1, 0, 0, 0}, {1, 1, 0, 0}}), std::to_string(1 + 2 + (1 + 1) + 12 + 2));
  EXPECT_EQ(cycles_of({{1, 1, 0, 0}, {1, 0, 0, 0}}), std::to_string(1 + 2 + (1 + 2) + 12 + 2));
}

// Neuron 0 spikes three times: to core 0 over no link, to core 1 over one.
//   level 0: host 6 flits; level 1: core 0: 3 rows, update 2 + 4; core 1: 3 rows + 1 hop, 6;
//   level 2: core 2: 1 row + 2 hops, 6; a barrier of 3 + 1 after each.
TEST(Cycles, HopsFlitsAndTablesOfAChain) {
  const Report report = run_apart(chain(), {{0, {{0, 0, 3}}}}, 1);
  EXPECT_EQ(report.at("cycles"), std::to_string(6 + 4 + (4 + 6) + 4 + (3 + 6) + 4));
  EXPECT_EQ(report.at("spikes"), "1:0@0x1 2:0@0x1 ");
  EXPECT_EQ(report.at("noc/mesh/noc_hop/count"), std::to_string(3 * 1 + 2));
  EXPECT_EQ(report.at("noc/mesh/noc_hop/instances"), "3");
  EXPECT_EQ(report.at("core0/axon_table/axon_table/reads"), "3");
  EXPECT_EQ(report.at("core1/axon_table/axon_table/reads"), "3");
  EXPECT_EQ(report.at("core2/axon_table/axon_table/reads"), "1");
  EXPECT_EQ(report.at("core0/destination_table/destination_table/reads"), "1");
  EXPECT_EQ(report.at("core1/destination_table/destination_table/reads"), "0");
  // valid, one of three cores, record 0 (of at most 1)
  EXPECT_EQ(report.at("core0/destination_table/word_bits"), "4");
  EXPECT_EQ(report.count("core2/destination_table/words"), 0u);
}

// 20 unit spikes of a multi-spike neuron leave one a cycle: more than its update takes.
TEST(Cycles, FlitsThatLeaveOneACycleCanDecideTheUpdate) {
  NeuronSpec source = fixed_if(1);
  source.multi_spike = true;
  source.compare_equal = true;
  source.reset = ResetKind::subtract;
  HandMade net(EncodingChoice{}, {WeightKind::uniform, 8});
  const auto in = net.input("in", 1);
  const auto a = net.population("a", 1, 1, source, {0});
  const auto b = net.population("b", 1, 2, fixed_if(1000), {0});
  net.connect("ia", in, a, {{20}});
  net.connect("ab", a, b, {{1}});
  const Report report = run_apart(net.build(1, 1), {{in, {{0, 0, 1}}}}, 1);
  EXPECT_EQ(report.at("neuron_spikes/1"), "20 ");
  // host 1; row 1, 20 flits; 20 rows, update 6; barriers of 2
  EXPECT_EQ(report.at("cycles"), std::to_string(1 + 2 + (1 + 20) + 2 + (20 + 6) + 2));
}

TEST(Cycles, WithoutEventsOnlyUpdatesAndBarriersRemain) {
  const Report report = run_apart(chain(), {}, 2);
  EXPECT_EQ(report.at("timestep_cycles"), "24 24 ");  // (0 + 4) + (6 + 4) + (6 + 4)
}

TEST(Cycles, AShortRunIsNoRun) {
  const Report report = run_apart(chain(), {}, 0);
  EXPECT_EQ(report.at("cycles"), "0");
  EXPECT_EQ(report.at("core0/state/state.reset/writes"), "1");
}

TEST(RealTime, TimestepsBeginWithTheRecording) {
  ChipSpec spec = chain();
  spec.timing = Timing::real_time;
  spec.timestep_ps = 50 * spec.clock_period_ps;
  const Report report = run_apart(spec, {{0, {{0, 0, 3}}}}, 2);
  EXPECT_EQ(report.at("timestep_cycles"), "37 24 ");  // work only
  EXPECT_EQ(report.at("cycles"), "100");
  EXPECT_EQ(report.at("missed_deadlines"), "0");
}

TEST(RealTime, ALongTimestepMissesItsDeadlineAndDelaysTheNext) {
  ChipSpec spec = chain();
  spec.timing = Timing::real_time;
  spec.timestep_ps = 37 * spec.clock_period_ps;
  const std::vector<SampleInput> input{{0, {{0, 0, 3}}}};
  EXPECT_EQ(run_apart(spec, input, 2).at("missed_deadlines"), "0");
  spec.timestep_ps -= 1;
  const Report missed = run_apart(spec, input, 2);
  EXPECT_EQ(missed.at("missed_deadlines"), "1");
  spec.timestep_ps = 25 * spec.clock_period_ps;
  // 37 cycles, then at once 24 more: the clock of the recording stands at 50 by then
  EXPECT_EQ(run_apart(spec, input, 2).at("cycles"), std::to_string(37 + 24));
  EXPECT_EQ(run_apart(spec, input, 3).at("cycles"), std::to_string(37 + 24 + 24));
}

// The chain above in its second timestep (the first is 24 cycles, without events), stretch by
// stretch.
TEST(Cycles, EveryStretchOfWorkIsWrittenDownWhereAsked) {
  Chip chip(chain());
  RunOptions options;
  options.timesteps = 3;
  EXPECT_EQ(spans_text(chip.run({{0, {{1, 0, 3}}}}, options).spans), "");
  options.spans_first = 1;
  options.spans_end = 2;
  EXPECT_EQ(spans_text(chip.run({{0, {{1, 0, 3}}}}, options).spans),
            "timestep 1.0 24-61\n"
            "level 1.0 24-34\n"
            "host input 1.0 24-30\n"
            "barrier 1.0 30-34\n"
            "level 1.1 34-48\n"
            "1 integrate 1.1 34-38\n"
            "0 integrate 1.1 34-37\n"
            "0 update 1.1 37-43\n"
            "1 update 1.1 38-44\n"
            "barrier 1.1 44-48\n"
            "level 1.2 48-61\n"
            "2 integrate 1.2 48-51\n"
            "2 update 1.2 51-57\n"
            "barrier 1.2 57-61\n");
}

}  // namespace
}  // namespace engram::hw::testing
