#include <gtest/gtest.h>

#include "memory/access_trace.hpp"
#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"
#include "memory/reencode.hpp"
#include "small_images.hpp"

/// Images of runs, worked out by hand. Words: pointers, metadata, weights.
///
/// `gaps()`: codes of four bits, row 0 {0: 1, 5: 3, 9: e}, row 1 {11: 7}. With runs of two bits an
/// entry says up to three zeros before its own position, so row 0 is 0.1 | 3.- | 0.3 | 3.e (the
/// filler takes targets 1 to 4) and row 1 is 3.- | 3.- | 3.7.
namespace engram {
namespace {

using small_images::words;
using RunHex = std::vector<std::string>;
using RunWords = std::array<Count, kRegionKinds>;

Organisation runs_of(unsigned run_bits, unsigned word_bits, bool packed = true,
                     bool learning = false, Access access = Access::word) {
  return {word_bits, packed, access, false, learning, run_bits};
}

SynapseMatrix gaps() {
  std::vector<std::uint32_t> codes(24, 0);
  codes[0] = 0x1;
  codes[5] = 0x3;
  codes[9] = 0xe;
  codes[12 + 11] = 0x7;
  return dense_matrix(2, 12, {WeightKind::uniform, 4}, codes);
}

MemoryImage image_of_runs(const SynapseMatrix& matrix, const Organisation& organisation) {
  return encode(matrix, {Encoding::run_length, Sharing::none, organisation});
}

RowRead event_of(const MemoryImage& image, std::uint32_t row) {
  RowRead read;
  make_controller(image)->read_row(row, read);
  return read;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> delivered(const RowRead& read) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const Delivery& delivery : read.deliveries)
    pairs.emplace_back(delivery.target, delivery.code);
  return pairs;
}

using Delivered = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

TEST(GoldenRunLength, TheFourByFourMatrixNeedsNoFiller) {
  const MemoryImage image = image_of_runs(small_images::four_by_four(), runs_of(2, 8));
  EXPECT_EQ(words(image, "pointers"), (RunHex{"20", "42", "08"}));  // 0 2 2 4 8
  // code << 2 | run: 04 39 | 0d 25 | 1c 3c 08 14, six bits each: 94de44 and 508f1c.
  EXPECT_EQ(words(image, "list"), (RunHex{"44", "de", "94", "1c", "8f", "50"}));
  EXPECT_EQ(event_of(image, 0).words, (RunWords{1, 0, 2}));
  EXPECT_EQ(event_of(image, 1).words, (RunWords{2, 0, 0}));
  EXPECT_EQ(event_of(image, 2).words, (RunWords{1, 0, 2}));
  EXPECT_EQ(event_of(image, 3).words, (RunWords{2, 0, 3}));
}

TEST(GoldenRunLength, FillersPacked) {
  const MemoryImage image = image_of_runs(gaps(), runs_of(2, 8));
  // Seven entries: pointers 0 4 7 of lg 8 = 3 bits, 1e0.
  EXPECT_EQ(words(image, "pointers"), (RunHex{"e0", "01"}));
  // 04 03 0c 3b | 03 03 1f, six bits each: ecc0c4 and 1f0c3.
  EXPECT_EQ(words(image, "list"), (RunHex{"c4", "c0", "ec", "c3", "f0", "01"}));
  EXPECT_EQ(image.payload_bits(), 9u + 42);
  const RowRead first = event_of(image, 0);
  EXPECT_EQ(delivered(first), (Delivered{{0, 1}, {5, 3}, {9, 0xe}}));
  EXPECT_EQ(first.words, (RunWords{1, 0, 3}));
  EXPECT_EQ(first.skipped, 1u);
  EXPECT_EQ(first.synapses, 3u);
  const RowRead second = event_of(image, 1);
  EXPECT_EQ(delivered(second), (Delivered{{11, 7}}));
  EXPECT_EQ(second.words, (RunWords{2, 0, 3}));
  EXPECT_EQ(second.skipped, 2u);
}

TEST(GoldenRunLength, FillersAligned) {
  const MemoryImage image = image_of_runs(gaps(), runs_of(2, 16, false));
  // Rows take two words each, row 1 with room for two free slots: addresses 0 2 4 of 3 bits.
  EXPECT_EQ(words(image, "pointers"), (RunHex{"0110"}));
  EXPECT_EQ(words(image, "list"), (RunHex{"c0c4", "00ec", "f0c3", "0001"}));
  EXPECT_EQ(delivered(event_of(image, 1)), (Delivered{{11, 7}}));
  EXPECT_EQ(event_of(image, 1).words, (RunWords{1, 0, 2}));
  EXPECT_EQ(event_of(image, 1).skipped, 2u);
}

TEST(GoldenRunLength, PerWeightIsAWordAnEntry) {
  const MemoryImage image = image_of_runs(gaps(), runs_of(2, 16, true, false, Access::per_weight));
  RowRead read;
  AccessTrace trace;
  make_controller(image)->trace_row(1, read, trace);
  EXPECT_EQ(read.words, (RunWords{1, 0, 3}));
  // Entries 4 to 6 are bits 24 to 41: one begins in word 1, then 30 (word 1), then 36 (word 2).
  EXPECT_EQ(trace.words, (std::vector<WordAccess>{{RegionKind::pointers, 0, 0},
                                                  {RegionKind::weights, 1, 0},
                                                  {RegionKind::weights, 1, 0},
                                                  {RegionKind::weights, 2, 0}}));
}

TEST(GoldenRunLength, LearningMarksSynapses) {
  const MemoryImage image = image_of_runs(gaps(), runs_of(2, 8, true, true));
  EXPECT_EQ(words(image, "pointers"), (RunHex{"e0", "01"}));
  // code << 3 | 4 | run, fillers 03: 0c 03 1c 77 | 03 03 3f, seven bits each: fc183ee7018c.
  EXPECT_EQ(words(image, "list"), (RunHex{"8c", "01", "e7", "3e", "18", "fc", "00"}));
  EXPECT_EQ(delivered(event_of(image, 0)), (Delivered{{0, 1}, {5, 3}, {9, 0xe}}));
}

TEST(GoldenRunLength, AColumnIsAWalkThroughEveryRow) {
  const MemoryImage image = image_of_runs(gaps(), runs_of(2, 8, true, true));
  const auto controller = make_learning_controller(image);
  ColumnRead read;
  controller->read_column(9, read);
  ASSERT_EQ(read.synapses.size(), 1u);
  EXPECT_EQ(read.synapses[0].axon, 0u);
  EXPECT_EQ(read.synapses[0].level, -2);
  EXPECT_EQ(read.words, (RunWords{2, 0, 7}));
  // Target 3 lies inside the first filler of both rows: bits 0 to 13 and 28 to 34.
  controller->read_column(3, read);
  EXPECT_TRUE(read.synapses.empty());
  EXPECT_EQ(read.words, (RunWords{2, 0, 4}));
}

TEST(GoldenRunLength, AZeroAfterAFullRunIsStillASynapse) {
  MemoryImage image = image_of_runs(gaps(), runs_of(2, 8, true, true));
  const auto controller = make_learning_controller(image);
  UpdateCost cost;
  controller->update_column(9, std::vector<std::uint32_t>{0}, cost);
  EXPECT_EQ(cost.read, (RunWords{2, 0, 7}));
  EXPECT_EQ(cost.written, (RunWords{0, 0, 1}));
  EXPECT_EQ(words(image, "list"), (RunHex{"8c", "01", "e7", "30", "18", "fc", "00"}));
  RowRead row = event_of(image, 0);
  EXPECT_EQ(delivered(row), (Delivered{{0, 1}, {5, 3}, {9, 0}}));
  EXPECT_EQ(row.synapses, 2u);
  controller->update_column(9, std::vector<std::uint32_t>{5}, cost);
  EXPECT_EQ(delivered(event_of(image, 0)), (Delivered{{0, 1}, {5, 3}, {9, 5}}));

  controller->update_column(5, std::vector<std::uint32_t>{0}, cost);
  const Reencoded anew = reencode(image);
  // Row 0 is 0.1, then a gap of eight: 3.- 3.- 0.5.
  EXPECT_EQ(anew.image.run_bits, 2u);
  EXPECT_EQ(words(anew.image, "list"), (RunHex{"8c", "c1", "80", "35", "18", "fc", "00"}));
  EXPECT_EQ(delivered(event_of(anew.image, 0)), (Delivered{{0, 1}, {9, 5}}));
}

// Channel 1 has no weight in tap (0, 1): entries 0.1 0.9 | 0.2 | 0.3 0.b | 0.4 0.c of one run bit.
TEST(GoldenRunLength, TapsOfASharedKernel) {
  const MemoryImage image = encode(small_images::small_convolution(0, 8),
                                   {Encoding::run_length, Sharing::kernel, runs_of(1, 8)});
  // Entry numbers 0 2 3 5 7 of lg 8 = 3 bits: 7ad0; code << 1: 02 12 04 | 06 16 08 18, 5 bits.
  EXPECT_EQ(words(image, "pointers"), (RunHex{"d0", "7a"}));
  EXPECT_EQ(words(image, "list"), (RunHex{"42", "12", "63", "11", "06"}));
  const RowRead read = event_of(image, 4);  // the middle input: every tap, channels 0 and 1
  EXPECT_EQ(read.deliveries.size(), 7u);
  EXPECT_EQ(read.addresses, 7u);
  EXPECT_EQ(read.words, (RunWords{2, 0, 5}));
}

}  // namespace
}  // namespace engram
