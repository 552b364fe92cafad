#include <gtest/gtest.h>

#include <algorithm>

#include "memory/controller.hpp"
#include "small_images.hpp"

/// Images of a 2 x 2 convolution that share the kernel, worked out by hand. Taps in rows, output
/// channels across: {1, 9}, {2, 0}, {3, b}, {4, c}.
namespace engram {
namespace {

using small_images::small_convolution;
using small_images::words;
using Hex = std::vector<std::string>;
using Words = std::array<Count, kRegionKinds>;                       // pointers, metadata, weights
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // target, code

struct Event {
  RowRead read;
  Pairs delivered;  ///< by target
};

Event event_on(const MemoryImage& image, std::uint32_t axon) {
  Event result;
  make_controller(image)->read_row(axon, result.read);
  for (const Delivery& delivery : result.read.deliveries) {
    result.delivered.emplace_back(delivery.target, delivery.code);
  }
  std::sort(result.delivered.begin(), result.delivered.end());
  return result;
}

TEST(GoldenConvolution, Functional) {
  const auto image = encode(small_convolution(0, 8), {Encoding::functional, {}, {8, true}});
  EXPECT_EQ(words(image, "kernel"), (Hex{"91", "02", "b3", "c4"}));
  ASSERT_TRUE(image.conv);
  EXPECT_TRUE(image.conv->kernel.empty());

  const Event corner = event_on(image, 0);  // only tap (0, 0), at output (0, 0)
  EXPECT_EQ(corner.delivered, (Pairs{{0, 0x1}, {4, 0x9}}));
  EXPECT_EQ(corner.read.words, (Words{0, 0, 1}));
  EXPECT_EQ(corner.read.addresses, 2u);

  const Event centre = event_on(image, 4);  // every tap; tap (0, 0) at output (1, 1)
  EXPECT_EQ(centre.delivered,
            (Pairs{{0, 4}, {1, 3}, {2, 2}, {3, 1}, {4, 0xc}, {5, 0xb}, {6, 0}, {7, 9}}));
  EXPECT_EQ(centre.read.words, (Words{0, 0, 4}));
  EXPECT_EQ(centre.read.addresses, 8u);
  EXPECT_EQ(centre.read.synapses, 7u);
}

TEST(GoldenConvolution, ASliceBeginsAndEndsInsideAChannel) {
  // Output (1, 1) of channel 0 and (0, 0) of channel 1.
  const auto image = encode(small_convolution(3, 2), {Encoding::functional, {}, {8, true}});
  EXPECT_EQ(words(image, "kernel"), (Hex{"91", "02", "b3", "c4"}));
  const Event centre = event_on(image, 4);
  EXPECT_EQ(centre.delivered, (Pairs{{0, 0x1}, {1, 0xc}}));
  EXPECT_EQ(centre.read.words, (Words{0, 0, 2}));
  EXPECT_EQ(centre.read.addresses, 2u);
}

TEST(GoldenConvolution, ASliceHoldsOnlyItsChannels) {
  const auto image = encode(small_convolution(5, 3), {Encoding::functional, {}, {8, true}});
  EXPECT_EQ(words(image, "kernel"), (Hex{"09", "cb"}));  // channel 1: 9 0 b c
  const Event centre = event_on(image, 4);
  EXPECT_EQ(centre.delivered, (Pairs{{0, 0xb}, {1, 0x0}, {2, 0x9}}));
  EXPECT_EQ(centre.read.words, (Words{0, 0, 2}));
}

TEST(GoldenConvolution, IndexOfTaps) {
  const auto image = encode(small_convolution(0, 8), {Encoding::index, Sharing::kernel, {8, true}});
  // Entry numbers 0 2 3 5 7 of lg 8 = 3 bits: 7ad0.
  EXPECT_EQ(words(image, "pointers"), (Hex{"d0", "7a"}));
  // code << 1 | channel: 02 13 | 04 | 06 17 | 08 19, five bits each: 6 51 73 12 62.
  EXPECT_EQ(words(image, "list"), (Hex{"62", "12", "73", "51", "06"}));
  const Event corner = event_on(image, 0);
  EXPECT_EQ(corner.delivered, (Pairs{{0, 0x1}, {4, 0x9}}));
  EXPECT_EQ(corner.read.words, (Words{1, 0, 2}));
  const Event centre = event_on(image, 4);
  EXPECT_EQ(centre.read.deliveries.size(), 7u);  // the zero is not stored
  EXPECT_EQ(centre.read.words, (Words{2, 0, 5}));
  EXPECT_EQ(centre.read.addresses, 7u);
}

TEST(GoldenConvolution, BitmapOfTaps) {
  const auto image =
      encode(small_convolution(0, 8), {Encoding::bitmap, Sharing::kernel, {8, true}});
  EXPECT_EQ(words(image, "pointers"), (Hex{"d0", "7a"}));
  EXPECT_EQ(words(image, "bitmap"), (Hex{"f7"}));  // 11 01 11 11, tap 0 lowest
  EXPECT_EQ(words(image, "weights"), (Hex{"91", "32", "4b", "0c"}));
  const Event centre = event_on(image, 4);
  EXPECT_EQ(centre.delivered, (Pairs{{0, 4}, {1, 3}, {2, 2}, {3, 1}, {4, 0xc}, {5, 0xb}, {7, 9}}));
  EXPECT_EQ(centre.read.words, (Words{2, 1, 4}));
}

TEST(GoldenConvolution, UnrolledIndexStoresEveryPosition) {
  const auto image = encode(small_convolution(0, 8), {Encoding::index, {}, {16, true}});
  // 4 positions of 7 synapses; a target is one of 8, a pointer one of 29.
  EXPECT_EQ(image.target_bits, 3u);
  EXPECT_EQ(image.pointer_bits, 5u);
  EXPECT_EQ(image.payload_bits(), 28u * (4 + 3) + 10 * 5);
  EXPECT_FALSE(image.conv);
  EXPECT_EQ(event_on(image, 4).read.addresses, 0u);
}

}  // namespace
}  // namespace engram
