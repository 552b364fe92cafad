#include <gtest/gtest.h>

#include <functional>

#include "tests/hw/hand_made.hpp"

/// Schedule `layer_by_layer` on chips made by hand: exact cycles, exact traffic, what is refused.
namespace engram::hw::testing {
namespace {

/// The chip under the other schedule, populations of a core apart: b moves to the router of a.
ChipSpec in_turn(ChipSpec spec) {
  spec.schedule = Schedule::layer_by_layer;
  spec.dram = DramSpec{64, 1, 64, 2048, 3};
  spec.shared_macros = true;
  spec.cores[2].x = 0;
  return spec;
}

const std::vector<SampleInput> kBothAtFirst = {{0, {{0, 0, 1}, {0, 1, 1}}}};

/// in (2) -> a (cores 0 and 1) -> b: every memory is one burst, 1 + 3 cycles.
TEST(LayerByLayer, EveryCycleOfAChain) {
  const Report report = run_apart(in_turn(chain()), kBothAtFirst, 2);
  ASSERT_EQ(report.count("exception"), 0U) << report.at("exception");
  EXPECT_EQ(report.at("spikes"), run_apart(chain(), kBothAtFirst, 2).at("spikes"));
  EXPECT_EQ(report.at("spikes"), "1:0@0x1 1:1@0x1 2:0@0x1 ");
  // A barrier takes 4. a: load 2 cores x 2 memories 16, rows and a hop 3, update 6; then its list
  // of 2 spikes 5, and an update. b: an empty list 4, load 8, the list 5, rows 2, update 6; then
  // its list 4 with a's empty one 4, and an update. Its empty list comes last.
  EXPECT_EQ(report.at("timestep_cycles"), "66 41 ");
  static_assert(66 == (16 + 4) + (3 + 6 + 4) + (4 + 8 + 5 + 4) + (2 + 6 + 4));
  static_assert(41 == (5 + 4) + (6 + 4) + (4 + 4 + 4) + (6 + 4));
  EXPECT_EQ(report.at("cycles"), "111");
}

TEST(LayerByLayer, EveryBitOfAChain) {
  const Report report = run_apart(in_turn(chain()), kBothAtFirst, 2);
  const std::pair<const char*, const char*> expected[] = {
      {"dram/ia.weights/dram_bit/count", "128"},  // a burst a core
      {"dram/a.axon_table/dram_bit/count", "128"},
      {"dram/ab.weights/dram_bit/count", "64"},
      {"dram/b.axon_table/dram_bit/count", "64"},
      {"dram/a.spikes/dram_bit/count", "384"},  // 3 words and 1, written and read
      {"dram/b.spikes/dram_bit/count", "128"},  // 2 words and 1, written
      {"dram/a.spikes/dram_row_miss/count", "4"},
      {"core0/synapse_memory/words", "1"},  // of a, then of b
      {"core0/synapse_memory/ia.weights.load/writes", "1"},
      {"core0/synapse_memory/ab.weights.load/writes", "1"},
      {"core0/synapse_memory/ab.weights/reads", "2"},
      {"core0/axon_table/axon_table.load/writes", "4"},  // two records of either layer
      {"core0/state/words", "1"},
      {"core0/state/state.reset/writes", "2"},
      {"noc/mesh/noc_hop/count", "3"},  // two inputs to core 1, and its spike back
      {"noc/mesh/noc_hop/instances", "2"},
  };
  for (const auto& [key, value] : expected) {
    ASSERT_EQ(report.count(key), 1U) << key;
    EXPECT_EQ(report.at(key), value) << key;
  }
  EXPECT_EQ(report.count("core2/state/words"), 0U);
  EXPECT_EQ(report.count("core0/destination_table/words"), 0U) << "nothing stays in a layer";
}

/// A loop inside a stays on the network on chip; a also skips b and reaches c.
ChipSpec looping() {
  HandMade net;
  const auto in = net.input("in", 3);
  const auto a = net.population("a", 4, 1, fixed_if(5), {0, 1});
  const auto b = net.population("b", 3, 2, fixed_if(5), {2});
  const auto c = net.population("c", 2, 3, fixed_if(4), {3});
  net.connect("ia", in, a, {{7, 3, 0, 6}, {0, 7, 2, 1}, {5, 0, 6, 0}});
  net.connect("aa", a, a, {{0, 6, 0, 0}, {0, 0, 7, 0}, {2, 0, 0, 5}, {6, 0, 1, 0}}, 1);
  net.connect("ab", a, b, {{6, 0, 1}, {3, 4, 0}, {0, 6, 6}, {2, 0, 7}}, 2);
  net.connect("bc", b, c, {{5, 0}, {1, 6}, {3, 3}});
  net.connect("ac", a, c, {{2, 1}, {0, 3}, {4, 0}, {1, 1}});
  return net.build(4, 1);
}

TEST(LayerByLayer, EqualsWaveWithLoopsDelaysAndSkips) {
  const std::vector<SampleInput> input = {
      {0, {{0, 0, 1}, {0, 2, 2}, {1, 1, 1}, {3, 0, 1}, {3, 1, 1}, {4, 2, 1}, {6, 0, 3}}}};
  for (const Casting casting : {Casting::unicast, Casting::multicast}) {
    for (const Payload payload : {Payload::unit, Payload::multiply}) {
      for (const Update update : {Update::sweep, Update::touched}) {
        ChipSpec wave = looping();
        wave.shared_macros = true;
        wave.noc.casting = casting;
        wave.payload = payload;
        wave.update = update;
        ChipSpec layered = in_turn(wave);
        layered.cores[3].x = 1;
        const Report once = run_apart(wave, input, 9), report = run_apart(layered, input, 9);
        ASSERT_EQ(report.count("exception"), 0U) << report.at("exception");
        EXPECT_GT(report.at("spikes").size(), 60U);
        for (const char* key :
             {"spikes", "neuron_spikes/0", "synaptic_operations", "accumulator_adds", "rows"}) {
          EXPECT_EQ(report.at(key), once.at(key)) << key;
        }
        EXPECT_EQ(report.at("core0/synapse_memory/ia.weights/reads"),
                  once.at("core0/synapse_memory/ia.weights/reads"));
        EXPECT_EQ(report.at("core1/synapse_memory/bc.weights/reads"),
                  once.at("core3/synapse_memory/bc.weights/reads"));
        EXPECT_GT(std::stoul(report.at("core0/destination_table/destination_table/reads")), 0U);
      }
    }
  }
}

TEST(LayerByLayer, WhatIsRefused) {
  const auto refusal = [](const std::function<void(ChipSpec&)>& change) {
    ChipSpec spec = in_turn(chain());
    change(spec);
    const Report report = run_apart(spec, {}, 1);
    return report.count("exception") == 1 ? report.at("exception") : "taken";
  };
  const auto expect = [&](const char* part, const std::function<void(ChipSpec&)>& change) {
    EXPECT_NE(refusal(change).find(part), std::string::npos) << part << ": " << refusal(change);
  };
  EXPECT_EQ(refusal([](ChipSpec&) {}), "taken");
  expect("need each other", [](ChipSpec& spec) { spec.dram.reset(); });
  expect("need each other", [](ChipSpec& spec) { spec.schedule = Schedule::wave; });
  expect("fidelity 'fast'", [](ChipSpec& spec) { spec.fidelity = Fidelity::cycle; });
  expect("shared macros", [](ChipSpec& spec) { spec.shared_macros = false; });
  expect("above 0", [](ChipSpec& spec) { spec.dram->bits_per_cycle = 0; });
  expect("shares its router", [](ChipSpec& spec) { spec.cores[1].x = 0; });
  expect("of several layers", [](ChipSpec& spec) { spec.populations[1].level = 0; });
  expect("leads from level 2 to level 2", [](ChipSpec& spec) {
    spec.populations[1].level = 2;
    spec.cores[2].x = 2;
  });
}

}  // namespace
}  // namespace engram::hw::testing
