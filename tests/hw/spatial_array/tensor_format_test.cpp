#include "hw/spatial_array/tensor_format.hpp"

#include <gtest/gtest.h>

namespace engram::hw {
namespace {

void expect_stored(const StoredTile& tile, Count elements, Count data, Count metadata) {
  EXPECT_EQ(tile.elements, elements);
  EXPECT_EQ(tile.data_bits, data);
  EXPECT_EQ(tile.metadata_bits, metadata);
}

TEST(TensorFormat, BitsOfATile) {
  // 100 elements of 8 bits, 40 of them not 0, fibers of 25.
  expect_stored(stored_tile({Compression::dense, 0, false}, 100, 40, 25, 8), 100, 800, 0);
  expect_stored(stored_tile({Compression::run_length, 5, false}, 100, 40, 25, 8), 40, 320, 200);
  expect_stored(stored_tile({Compression::coordinate, 6, false}, 100, 40, 25, 8), 40, 320, 240);
  expect_stored(stored_tile({Compression::coordinate, 0, false}, 100, 40, 25, 8), 40, 320, 280);
  expect_stored(stored_tile({Compression::offset, 0, false}, 100, 40, 25, 8), 100, 800, 5 * 7);
  expect_stored(stored_tile({Compression::bitmask, 0, false}, 100, 40, 25, 8), 40, 320, 100);
  expect_stored(stored_tile({Compression::bitmask, 0, true}, 100, 40, 25, 8), 100, 800, 100);
}

TEST(TensorFormat, LongRunsAreSplitByStoredZeros) {
  // One in a hundred with runs of up to 3: q = 0.99^4 = 0.9606, q / (1 - q) = 24.4 zeros a
  // non-zero, and no more than every fourth of the 990 zeros.
  const StoredTile tile = stored_tile({Compression::run_length, 2, false}, 1000, 10, 1000, 8);
  EXPECT_EQ(tile.elements, 10U + 244);
  EXPECT_EQ(tile.metadata_bits, 254U * 2);
  EXPECT_EQ(stored_tile({Compression::run_length, 2, false}, 1000, 0, 1000, 8).bits(), 0U);
  EXPECT_EQ(stored_tile({Compression::run_length, 5, false}, 64, 64, 64, 8).elements, 64U);
}

TEST(TensorFormat, NamesAreReadBack) {
  for (const std::string& name : compression_names()) {
    EXPECT_EQ(to_string(*compression_from(name)), name);
  }
  EXPECT_FALSE(compression_from("zip"));
}

}  // namespace
}  // namespace engram::hw
