#include <gtest/gtest.h>

#include "tests/hw/hand_made.hpp"

// Three axons onto two neurons in the manner of RANC, by hand. Tables of four 9-bit entries a
// neuron; the axons have types 0, 1 and 1:
//   neuron 0: 3 -1 0 0     neuron 1: 7 -4 0 0
//   axon 0 (type 0): both         3  7
//   axon 1 (type 1): neuron 1     .  -4
//   axon 2 (type 1): both        -1  -4
// Crossbar of one-bit codes, words of 32 bits: a row is 2 bits, so all codes are one word; a type
// has 2 bits, so all types are one word; packed tables have 36 bits: neuron 0 has bits 0..35,
// neuron 1 has 36..71, three words in all. An event reads the weight word, the type word, and
//   axon 0: bits 0..8 and 36..44: words 0 and 1
//   axon 1: bits 45..53: word 1
//   axon 2: bits 9..17 and 45..53: words 0 and 1
namespace engram::hw::testing {
namespace {

SynapseMatrix ranc_core() {
  SynapseMatrix matrix = dense_matrix(3, 2, {WeightKind::codebook, 1}, {1, 1, 0, 1, 1, 1});
  matrix.codebook = Codebook{{9, 4, 1, 0, true}, {3, -1, 0, 0, 7, -4, 0, 0}, {0, 1, 1}};
  return matrix;
}

ChipSpec chip(const EncodingChoice& choice) {
  HandMade net;
  const auto in = net.input("in", 3);
  const auto out = net.population("out", 2, 1, fixed_if(5));
  net.connect("core", in, out, {{1, 1}, {0, 1}, {1, 1}});
  ChipSpec spec = net.build(1, 1);
  spec.cores[0].images[0].image = std::make_shared<const MemoryImage>(encode(ranc_core(), choice));
  return spec;
}

SampleResult run(const ChipSpec& spec) {
  strict_systemc();
  Chip model(spec);
  RunOptions options;
  options.timesteps = 2;
  options.record_spikes = true;
  options.traced = {1};
  // t0: axons 0 and 1; t1: axon 2, three times.
  return model.run({{0, {{0, 0, 1}, {0, 1, 1}, {1, 2, 3}}}}, options);
}

const MemoryActivity& memory(const SampleResult& result, const std::string& name) {
  for (const MemoryActivity& memory : result.activity.memories) {
    if (memory.name == name) return memory;
  }
  throw std::out_of_range("no memory " + name);
}

TEST(CodebookChip, AddsTheEntriesOfTheTable) {
  const SampleResult result = run(chip({Encoding::crossbar, {}, {32, true}}));
  EXPECT_EQ(result.traces[0], (std::vector<double>{3, 3, 0, 3 - 12}));
  EXPECT_EQ(result.synaptic_operations, (std::vector<Count>{2 + 1 + 3 * 2}));
}

TEST(CodebookChip, CountsEveryWordOfTheTable) {
  const SampleResult result = run(chip({Encoding::crossbar, {}, {32, true}}));
  const MemoryActivity& codebook = memory(result, "core.codebook");
  EXPECT_EQ(codebook.shape, (MemoryShape{3, 32, 1, 1, false}));
  EXPECT_EQ(codebook.accesses[0].part, Part::weight_memory);
  EXPECT_EQ(codebook.accesses[0].reads, 2u + 1 + 3 * 2);
  EXPECT_EQ(codebook.accesses[0].writes, 0u);
  const MemoryActivity& types = memory(result, "core.axon_types");
  EXPECT_EQ(types.shape, (MemoryShape{1, 32, 1, 1, false}));
  EXPECT_EQ(types.accesses[0].part, Part::metadata_memory);
  EXPECT_EQ(types.accesses[0].reads, 5u);
  EXPECT_EQ(memory(result, "core.weights").accesses[0].reads, 5u);
  EXPECT_EQ(result.words[0], (std::array<Count, kRegionKinds>{0, 0, 5, 5, 9}));
  for (const LogicActivity& logic : result.activity.logic) {
    if (logic.operation != "controller_word") continue;
    EXPECT_EQ(logic.count, 5u + 5 + 9);
  }
}

// Aligned: a table has two words of its own, and an entry lies in one of them.
TEST(CodebookChip, AlignedTablesTakeMoreWords) {
  const SampleResult result = run(chip({Encoding::bitmap, {}, {32, false}}));
  EXPECT_EQ(result.traces[0], (std::vector<double>{3, 3, 0, 3 - 12}));
  EXPECT_EQ(memory(result, "core.codebook").shape.words, 4u);
  EXPECT_EQ(result.words[0][static_cast<std::size_t>(RegionKind::codebook)], 2u + 1 + 3 * 2);
}

TEST(CodebookChip, SharedMacrosHoldTheTableToo) {
  ChipSpec spec = chip({Encoding::crossbar, {}, {32, true}});
  spec.shared_macros = true;
  const SampleResult result = run(spec);
  const MemoryActivity& all = memory(result, "synapse_memory");
  EXPECT_EQ(all.shape.words, 1u + 1 + 3);
  ASSERT_EQ(all.accesses.size(), 3u);
  EXPECT_EQ(all.accesses[2].region, "core.codebook");
  EXPECT_EQ(all.accesses[2].reads, 9u);
}

}  // namespace
}  // namespace engram::hw::testing
