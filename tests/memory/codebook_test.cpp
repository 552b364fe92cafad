#include <gtest/gtest.h>

#include "memory/controller.hpp"
#include "small_images.hpp"

/// Weights looked up in tables, worked out by hand.
namespace engram {
namespace {

using small_images::words;
using Hex = std::vector<std::string>;
using Words = std::array<Count, kRegionKinds>;  // pointers, metadata, weights, types, codebook
using Levels = std::vector<std::int32_t>;

/// 2 x 3, three entries of four bits for all targets: 5, -2, 7 have the codes 1, 2, 3 (lg 4 bits).
///    5  0 -2
///    0  7  7
SynapseMatrix one_table() {
  SynapseMatrix matrix =
      dense_matrix(2, 3, {WeightKind::codebook, 2}, {0x1, 0x0, 0x2, 0x0, 0x3, 0x3});
  matrix.codebook = Codebook{{4, 3, 0, 0, false}, {5, -2, 7}, {}};
  return matrix;
}

/// The same pattern in the manner of RANC: two entries of six bits a neuron, axon 0 of type 1, axon
/// 1 of type 0; a code says only that there is a synapse.
///    5  0 -2
///    0 -8 31
SynapseMatrix table_a_neuron() {
  SynapseMatrix matrix =
      dense_matrix(2, 3, {WeightKind::codebook, 1}, {0x1, 0x0, 0x1, 0x0, 0x1, 0x1});
  matrix.codebook = Codebook{{6, 2, 1, 0, true}, {9, 5, -8, 1, 31, -2}, {1, 0}};
  return matrix;
}

Levels levels(const RowRead& read) {
  Levels all;
  for (const Delivery& delivery : read.deliveries) all.push_back(delivery.level);
  return all;
}

RowRead event(const MemoryImage& image, std::uint32_t row) {
  RowRead read;
  make_controller(image)->read_row(row, read);
  return read;
}

TEST(Codebook, OneTableIsReadByCode) {
  const MemoryImage image = encode(one_table(), {Encoding::crossbar, {}, {8, true}});
  // Codes 1 0 2 | 0 3 3 of two bits: 21, then 0f; entries 5 e 7.
  EXPECT_EQ(words(image, "weights"), (Hex{"21", "0f"}));
  EXPECT_EQ(words(image, "codebook"), (Hex{"e5", "07"}));
  EXPECT_EQ(words(image, "axon_types"), (Hex{"absent"}));
  EXPECT_EQ(image.payload_bits(), 12u + 12u);

  const RowRead first = event(image, 0);
  EXPECT_EQ(levels(first), (Levels{5, 0, -2}));
  EXPECT_EQ(first.synapses, 2u);
  EXPECT_EQ(first.words, (Words{0, 0, 1, 0, 1})) << "both entries lie in word 0";
  const RowRead second = event(image, 1);
  EXPECT_EQ(levels(second), (Levels{0, 7, 7}));
  EXPECT_EQ(second.words, (Words{0, 0, 2, 0, 1})) << "one entry twice is one word";
}

TEST(Codebook, ATableANeuronIsReadByAxonType) {
  const MemoryImage image = encode(table_a_neuron(), {Encoding::crossbar, {}, {8, true}});
  // Bits 1 0 1 | 0 1 1; types 1 0; entries 9 5 | -8 1 | 31 -2: 09 05 38 01 1f 3e of six bits.
  EXPECT_EQ(words(image, "weights"), (Hex{"35"}));
  EXPECT_EQ(words(image, "axon_types"), (Hex{"01"}));
  EXPECT_EQ(words(image, "codebook"), (Hex{"49", "81", "07", "9f", "0f"}));
  EXPECT_EQ(image.payload_bits(), 6u + 2u + 36u);

  const RowRead first = event(image, 0);
  EXPECT_EQ(levels(first), (Levels{5, 0, -2}));
  // Entries at bits 6..11 and 30..35: words 0, 1 and 3, 4.
  EXPECT_EQ(first.words, (Words{0, 0, 1, 1, 4}));
  const RowRead second = event(image, 1);
  EXPECT_EQ(levels(second), (Levels{0, -8, 31}));
  // Bits 12..17 and 24..29: words 1, 2 and 3.
  EXPECT_EQ(second.words, (Words{0, 0, 1, 1, 3}));
}

TEST(Codebook, AlignedTablesBeginOnAWord) {
  const MemoryImage image = encode(table_a_neuron(), {Encoding::bitmap, {}, {8, false}});
  EXPECT_EQ(words(image, "codebook"), (Hex{"49", "01", "78", "00", "9f", "0f"}));
  const RowRead first = event(image, 0);
  EXPECT_EQ(levels(first), (Levels{5, -2}));
  EXPECT_EQ(first.words, (Words{1, 1, 1, 1, 4})) << "entry 1 straddles the words of its table";
  EXPECT_EQ(event(image, 1).words, (Words{1, 1, 1, 1, 2}));
}

TEST(Codebook, PerWeightAccessCountsWeightsInTheWeightRegionOnly) {
  const MemoryImage image =
      encode(one_table(), {Encoding::crossbar, {}, {16, true, Access::per_weight}});
  EXPECT_EQ(event(image, 0).words, (Words{0, 0, 3, 0, 1}));
}

TEST(Codebook, AnEmptyRowReadsNoEntry) {
  SynapseMatrix matrix = dense_matrix(1, 3, {WeightKind::codebook, 2}, {0x0, 0x0, 0x0});
  matrix.codebook = one_table().codebook;
  const RowRead read = event(encode(matrix, {Encoding::crossbar, {}, {8, true}}), 0);
  EXPECT_EQ(levels(read), (Levels{0, 0, 0}));
  EXPECT_EQ(read.words, (Words{0, 0, 1, 0, 0}));
}

TEST(Codebook, TablesOfASliceThatCutsAChannel) {
  const CodebookShape shape{4, 3, 4, 3, false};  // four targets a table, three of them before
  EXPECT_EQ(shape.table_of(0), 0u);
  EXPECT_EQ(shape.table_of(1), 1u);
  EXPECT_EQ(shape.table_of(4), 1u);
  EXPECT_EQ(shape.table_of(5), 2u);
  EXPECT_EQ(shape.tables(5), 2u);
  EXPECT_EQ(shape.tables(6), 3u);
  EXPECT_EQ((CodebookShape{4, 3, 0, 0, false}.tables(1000)), 1u);
}

TEST(Codebook, ACodeLeavesRoomForNoSynapse) {
  EXPECT_EQ((CodebookShape{8, 1, 0, 0, false}.code_bits()), 1u);
  EXPECT_EQ((CodebookShape{8, 3, 0, 0, false}.code_bits()), 2u);
  EXPECT_EQ((CodebookShape{8, 4, 0, 0, false}.code_bits()), 3u);
  EXPECT_EQ((CodebookShape{8, 65535, 0, 0, false}.code_bits()), 16u);
  EXPECT_EQ((CodebookShape{8, 4, 0, 0, true}.code_bits()), 1u);
  EXPECT_EQ((CodebookShape{8, 4, 0, 0, true}.type_bits()), 2u);
}

std::string reason(const SynapseMatrix& matrix) {
  try {
    encode(matrix, {});
  } catch (const EncodingRefused& refused) {
    return refused.what();
  }
  return "taken";
}

template <class Change>
std::string reason_with(SynapseMatrix matrix, Change change) {
  change(matrix);
  return reason(matrix);
}

TEST(Codebook, RefusesWhatDoesNotBelongTogether) {
  EXPECT_EQ(reason(one_table()), "taken");
  EXPECT_EQ(reason(table_a_neuron()), "taken");
  using Matrix = SynapseMatrix&;
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.codebook.reset(); }),
            "codebook weights without a codebook");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.format.kind = WeightKind::uniform; }),
            "a codebook for weights that are uniform2");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.codebook->shape.entry_bits = 17; }),
            "codebook entries of 17 bits: they have 2 to 16");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.codebook->shape.entries = 0; }),
            "a codebook of 0 entries: a table has 1 to 65535");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.codebook->shape.first = 1; }),
            "the first table begins 1 targets early, tables serve 0");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.format.bits = 3; }),
            "codebook codes of 3 bits, the table needs 2");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.codebook->levels.pop_back(); }),
            "a codebook of 2 levels, its tables need 3");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.codebook->levels[1] = -9; }),
            "codebook level -9 does not fit 4 bits");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.codebook->levels[1] = -8; }), "taken");
  EXPECT_EQ(reason_with(one_table(), [](Matrix m) { m.code[0] = 4; }),
            "a codebook code is above 3");
  EXPECT_EQ(reason_with(table_a_neuron(), [](Matrix m) { m.codebook->axon_type = {0}; }),
            "a codebook with 1 axon types, expected 2");
  EXPECT_EQ(reason_with(table_a_neuron(),
                        [](Matrix m) {
                          m.codebook->axon_type = {0, 2};
                        }),
            "an axon type names no entry of 2");
  EXPECT_EQ(reason_with(table_a_neuron(), [](Matrix m) { m.code[0] = 2; }),
            "a codebook code is above 1");
}

}  // namespace
}  // namespace engram
