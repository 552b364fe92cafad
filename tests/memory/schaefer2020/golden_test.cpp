#include <gtest/gtest.h>

#include "memory/controller.hpp"
#include "pass.hpp"
#include "small_images.hpp"

/// Layout schaefer2020, bit by bit: the 4 x 4 matrix and the small convolution, worked out apart.
namespace engram {
namespace {

using small_images::words;
using Hex = std::vector<std::string>;
using schaefer2020_pass::choice;

TEST(Schaefer2020Golden, Crossbar) {
  const MemoryImage image = encode(small_images::four_by_four(), choice(Encoding::crossbar));
  EXPECT_EQ(words(image, "weights"), (Hex{"0e01", "0000", "9030", "52f7"}));
  EXPECT_EQ(words(image, "row_buffer"), Hex{"0000"});
}

TEST(Schaefer2020Golden, Bitmap) {
  const MemoryImage image = encode(small_images::four_by_four(), choice(Encoding::bitmap));
  EXPECT_EQ(words(image, "bitmap"), Hex{"fa05"});
  EXPECT_EQ(words(image, "weights"), (Hex{"93e1", "52f7"}));
}

// Column after column {axon, weight}: {0,1}{3,7} {2,3}{3,f} {0,e}{3,2} {2,9}{3,5}; row after row
// {target, entry}: {0,0}{2,4} - {1,2}{3,6} {0,1}{1,3}{2,5}{3,7}; rows begin at 0, 2, 2, 4.
TEST(Schaefer2020Golden, Index) {
  const MemoryImage image = encode(small_images::four_by_four(), choice(Encoding::index));
  EXPECT_EQ(words(image, "pointers"), Hex{"0890"});
  EXPECT_EQ(words(image, "list"), (Hex{"e7c4", "f8fc", "5e62"}));
  EXPECT_EQ(words(image, "reverse_list"), (Hex{"a640", "9a4d", "00fd"}));
}

TEST(Schaefer2020Golden, Kernel) {
  const SynapseMatrix matrix = small_images::small_convolution(0, 8);
  const MemoryImage functional =
      encode(matrix, choice(Encoding::functional, Sharing::kernel, FunctionalMode::pure));
  EXPECT_EQ(words(functional, "kernel"), (Hex{"0291", "c4b3"}));
  EXPECT_EQ(words(functional, "kernel_bitmap"), Hex{"absent"});
  EXPECT_EQ(words(functional, "row_buffer").size(), 32u);
  const MemoryImage bitmap = encode(matrix, choice(Encoding::bitmap, Sharing::kernel));
  EXPECT_EQ(words(bitmap, "kernel"), (Hex{"0291", "c4b3"}));
  EXPECT_EQ(words(bitmap, "kernel_bitmap"), Hex{"00f7"});
  const MemoryImage index = encode(matrix, choice(Encoding::index, Sharing::kernel));
  EXPECT_EQ(words(index, "list"), (Hex{"9642", "6c60", "00ca"}));
  EXPECT_EQ(words(index, "reverse_pointers"), Hex{"00ff"});
}

// The middle input feeds all eight outputs, one of them with weight 0; the corner only two.
TEST(Schaefer2020Golden, ClippedTapsAreReadAndNotDelivered) {
  const SynapseMatrix matrix = small_images::small_convolution(0, 8);
  const auto row = [&](Encoding encoding, std::uint32_t axon) {
    const MemoryImage image = encode(matrix, choice(encoding, Sharing::kernel));
    RowRead read;
    make_controller(image)->read_row(axon, read);
    return std::array<Count, 4>{read.words[2], read.addresses, read.deliveries.size(),
                                read.synapses};
  };
  EXPECT_EQ(row(Encoding::functional, 4), (std::array<Count, 4>{8, 8, 8, 7}));
  EXPECT_EQ(row(Encoding::functional, 0), (std::array<Count, 4>{8, 8, 2, 2}));
  EXPECT_EQ(row(Encoding::index, 0), (std::array<Count, 4>{8, 8, 2, 2}));
  EXPECT_EQ(row(Encoding::bitmap, 4), (std::array<Count, 4>{8, 8, 7, 7}));
}

}  // namespace
}  // namespace engram
