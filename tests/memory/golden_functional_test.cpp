#include <gtest/gtest.h>

#include "memory/access_trace.hpp"
#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"
#include "memory/reencode.hpp"
#include "small_images.hpp"

/// The modes of functional on the kernel of `small_convolution`, worked out by hand: taps (channel
/// 0, channel 1) are 1 9 | 2 0 | 3 b | 4 c. Words: pointers, metadata, weights.
namespace engram {
namespace {

using small_images::small_convolution;
using small_images::words;
using ModeHex = std::vector<std::string>;
using ModeWords = std::array<Count, kRegionKinds>;

MemoryImage image_in(FunctionalMode mode, unsigned word_bits, bool packed = true) {
  Organisation organisation{word_bits, packed};
  organisation.functional_mode = mode;
  return encode(small_convolution(0, 8), {Encoding::functional, Sharing::kernel, organisation});
}

RowRead event_in(const MemoryImage& image, std::uint32_t axon) {
  RowRead read;
  make_controller(image)->read_row(axon, read);
  return read;
}

TEST(GoldenFunctional, PureStoresAndReadsWhatRowcolDoes) {
  const MemoryImage rowcol = image_in(FunctionalMode::rowcol, 8);
  const MemoryImage pure = image_in(FunctionalMode::pure, 8);
  EXPECT_EQ(words(pure, "kernel"), (ModeHex{"91", "02", "b3", "c4"}));
  EXPECT_EQ(words(rowcol, "kernel"), words(pure, "kernel"));
  for (std::uint32_t axon = 0; axon < 9; ++axon) {
    EXPECT_EQ(event_in(pure, axon).words, event_in(rowcol, axon).words);
    EXPECT_EQ(event_in(pure, axon).addresses, event_in(rowcol, axon).addresses);
  }
  EXPECT_EQ(encoding_variant(rowcol.encoding, rowcol.functional_mode), "functional");
  EXPECT_EQ(encoding_variant(pure.encoding, pure.functional_mode), "functional_pure");
}

TEST(GoldenFunctional, TheKernelBitmapIsReadUpToTheTap) {
  const MemoryImage image = image_in(FunctionalMode::bitmap, 8);
  EXPECT_EQ(encoding_variant(image.encoding, image.functional_mode), "functional_bitmap");
  EXPECT_EQ(image.regions.size(), 2u);
  EXPECT_EQ(words(image, "bitmap"), (ModeHex{"f7"}));  // 11 01 11 11, tap (0, 0) lowest
  EXPECT_EQ(words(image, "kernel"), (ModeHex{"91", "32", "4b", "0c"}));
  EXPECT_EQ(image.payload_bits(), 8u + 28);
  // The middle input: every tap, seven weights. The last input: tap (1, 1), bits 20 to 27.
  const RowRead middle = event_in(image, 4);
  EXPECT_EQ(middle.deliveries.size(), 7u);
  EXPECT_EQ(middle.addresses, 7u);
  EXPECT_EQ(middle.words, (ModeWords{0, 1, 4}));
  const RowRead last = event_in(image, 8);
  ASSERT_EQ(last.deliveries.size(), 2u);
  EXPECT_EQ(last.deliveries[0].target, 3u);
  EXPECT_EQ(last.deliveries[0].code, 0x4u);
  EXPECT_EQ(last.deliveries[1].target, 7u);
  EXPECT_EQ(last.deliveries[1].code, 0xcu);
  EXPECT_EQ(last.words, (ModeWords{0, 1, 2}));
}

TEST(GoldenFunctional, AlignedTapsBeginOnWords) {
  const MemoryImage image = image_in(FunctionalMode::bitmap, 8, false);
  EXPECT_EQ(words(image, "bitmap"), (ModeHex{"03", "01", "03", "03"}));
  EXPECT_EQ(words(image, "kernel"), (ModeHex{"91", "02", "b3", "c4"}));
  // Tap (1, 1) is the fourth: the three before it are read for their ones.
  EXPECT_EQ(event_in(image, 8).words, (ModeWords{0, 4, 1}));
  EXPECT_EQ(event_in(image, 0).words, (ModeWords{0, 1, 1}));
}

TEST(GoldenFunctional, WeightsWaitForTheBitmap) {
  const MemoryImage image = image_in(FunctionalMode::bitmap, 8);
  RowRead read;
  AccessTrace trace;
  make_controller(image)->trace_row(8, read, trace);
  EXPECT_TRUE(trace.weights_follow_metadata);
  EXPECT_EQ(trace.words, (std::vector<WordAccess>{{RegionKind::metadata, 0, 0},
                                                  {RegionKind::weights, 2, 0},
                                                  {RegionKind::weights, 3, 1}}));
}

TEST(GoldenFunctional, LearnedZerosStayUntilEncodedAnew) {
  MemoryImage image = image_in(FunctionalMode::bitmap, 8);
  const auto controller = make_learning_controller(image);
  ColumnRead column;
  controller->read_column(0, column);  // channel 0 at (0, 0): weights 1 2 3 4
  EXPECT_EQ(column.synapses.size(), 4u);
  EXPECT_EQ(column.words, (ModeWords{0, 1, 3}));
  UpdateCost cost;
  controller->update_kernel(std::vector<std::uint32_t>{1, 0, 2, 3, 5, 4, 0}, cost);
  EXPECT_EQ(cost.read, (ModeWords{0, 1, 4}));
  EXPECT_EQ(cost.written, (ModeWords{0, 0, 4}));
  EXPECT_EQ(words(image, "bitmap"), (ModeHex{"f7"}));
  EXPECT_EQ(words(image, "kernel"), (ModeHex{"01", "32", "45", "00"}));
  EXPECT_EQ(event_in(image, 4).deliveries.size(), 7u);
  EXPECT_EQ(event_in(image, 4).synapses, 5u);

  const Reencoded anew = reencode(image);
  EXPECT_EQ(anew.image.functional_mode, FunctionalMode::bitmap);
  EXPECT_EQ(words(anew.image, "bitmap"), (ModeHex{"75"}));  // 10 10 11 10, tap (0, 0) first
  EXPECT_EQ(words(anew.image, "kernel"), (ModeHex{"21", "53", "04"}));
  EXPECT_EQ(anew.read, (ModeWords{0, 1, 4}));
  EXPECT_EQ(anew.written, (ModeWords{0, 1, 3}));
}

}  // namespace
}  // namespace engram
