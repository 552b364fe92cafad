#include "hw/spatial_array/dram_model.hpp"

#include <gtest/gtest.h>

namespace engram::hw {
namespace {

/// 16-bit words, bursts of 4, rows of 32 bytes: 4 bursts a row.
MachineSpec::Dram dram() {
  return {16, 4, 8, 32, 10};
}

StoredTile bits(Count data, Count metadata = 0) {
  return {data, data, metadata};
}

TEST(DramModel, ATransferIsWholeBurstsAndOpensEachRowOnce) {
  const DramModel model(dram());
  DramCounts counts;
  EXPECT_EQ(model.read(bits(64), counts), 8U + 10);
  EXPECT_EQ(counts.bursts, 1U);
  EXPECT_EQ(model.read(bits(65), counts), 16U + 10);
  EXPECT_EQ(counts.bursts, 3U);
  EXPECT_EQ(counts.row_misses, 2U);
  EXPECT_EQ(counts.bits_read, 192U);
  EXPECT_EQ(model.read(bits(256), counts), 32U + 10);  // a row full
  EXPECT_EQ(model.read(bits(257), counts), 40U + 20);
  EXPECT_EQ(counts.row_misses, 5U);
}

TEST(DramModel, MetadataTravelsWithTheData) {
  const DramModel model(dram());
  DramCounts counts;
  EXPECT_EQ(model.write(bits(60, 5), counts), 16U + 10);
  EXPECT_EQ(counts.bits_written, 128U);
  EXPECT_EQ(counts.bits_read, 0U);
  EXPECT_EQ(counts.metadata_bits, 5U);
  EXPECT_EQ(counts.elements_written, 60U);
}

TEST(DramModel, NothingCostsNothing) {
  DramCounts counts;
  EXPECT_EQ(DramModel(dram()).read(bits(0), counts), 0U);
  EXPECT_EQ(counts, DramCounts{});
}

}  // namespace
}  // namespace engram::hw
