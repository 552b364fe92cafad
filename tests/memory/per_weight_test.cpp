#include <gtest/gtest.h>

#include "memory/controller.hpp"
#include "small_images.hpp"

/// Access::per_weight: one 16-bit word of the weight region for every weight delivered.
namespace engram {
namespace {

using Words = std::array<Count, kRegionKinds>;  // pointers, metadata, weights

RowRead read(const SynapseMatrix& matrix, EncodingChoice choice, std::uint32_t row) {
  const MemoryImage image = encode(matrix, choice);
  RowRead out;
  make_controller(image)->read_row(row, out);
  return out;
}

TEST(PerWeight, CountsWeightsInsteadOfWords) {
  const SynapseMatrix matrix = small_images::four_by_four();
  const Organisation by_word{16, true, Access::word};
  const Organisation by_weight{16, true, Access::per_weight};
  const auto words = [&](Encoding encoding, const Organisation& organisation) {
    return read(matrix, {encoding, Sharing::none, organisation}, 3).words;
  };
  EXPECT_EQ(words(Encoding::crossbar, by_word), (Words{0, 0, 1}));
  EXPECT_EQ(words(Encoding::crossbar, by_weight), (Words{0, 0, 4}));
  EXPECT_EQ(words(Encoding::index, by_word), (Words{2, 0, 2}));
  EXPECT_EQ(words(Encoding::index, by_weight), (Words{2, 0, 4}));
  EXPECT_EQ(words(Encoding::bitmap, by_word), (Words{1, 1, 1}));
  EXPECT_EQ(words(Encoding::bitmap, by_weight), (Words{1, 1, 4}));
}

TEST(PerWeight, ACrossbarReadsItsZerosToo) {
  const EncodingChoice choice{Encoding::crossbar, Sharing::none, {16, true, Access::per_weight}};
  EXPECT_EQ(read(small_images::four_by_four(), choice, 1).words, (Words{0, 0, 4}));
}

TEST(PerWeight, AKernelIsReadOncePerAddress) {
  const EncodingChoice choice{
      Encoding::functional, Sharing::kernel, {16, true, Access::per_weight}};
  const RowRead centre = read(small_images::small_convolution(0, 8), choice, 4);
  EXPECT_EQ(centre.words, (Words{0, 0, 8}));
  EXPECT_EQ(centre.addresses, 8u);
}

TEST(PerWeight, LeavesTheLayoutAlone) {
  const SynapseMatrix matrix = small_images::four_by_four();
  for (const Encoding encoding : {Encoding::crossbar, Encoding::index, Encoding::bitmap}) {
    const MemoryImage by_word = encode(matrix, {encoding, {}, {16, true, Access::word}});
    const MemoryImage by_weight = encode(matrix, {encoding, {}, {16, true, Access::per_weight}});
    ASSERT_EQ(by_word.regions.size(), by_weight.regions.size());
    for (std::size_t k = 0; k < by_word.regions.size(); ++k) {
      EXPECT_EQ(by_word.regions[k].data, by_weight.regions[k].data);
    }
  }
}

}  // namespace
}  // namespace engram
