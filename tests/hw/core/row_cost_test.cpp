#include "hw/core/row_cost.hpp"

#include <gtest/gtest.h>

namespace engram::hw {
namespace {

RowRead row(Count pointers, Count metadata, Count weights, std::size_t deliveries) {
  RowRead read;
  read.words = {pointers, metadata, weights};
  read.deliveries.resize(deliveries);
  return read;
}

TEST(RowCost, TakesAtLeastOneCycle) {
  EXPECT_EQ(row_cycles(row(0, 0, 0, 0), {1, 1, false}), 1u);
}

TEST(RowCost, TheSlowestOfMetadataWeightsAndAdditionsDecides) {
  EXPECT_EQ(row_cycles(row(1, 3, 2, 2), {1, 1, false}), 4u);
  EXPECT_EQ(row_cycles(row(1, 3, 5, 2), {1, 1, false}), 6u);
  EXPECT_EQ(row_cycles(row(1, 3, 5, 9), {1, 1, false}), 10u);
}

TEST(RowCost, OneWordMoreIsOneCycleMoreWhereWordsDecide) {
  EXPECT_EQ(row_cycles(row(1, 0, 8, 8), {1, 1, false}), 9u);
  EXPECT_EQ(row_cycles(row(1, 0, 9, 8), {1, 1, false}), 10u);
  EXPECT_EQ(row_cycles(row(1, 0, 7, 8), {1, 1, false}), 9u);  // the additions decide
}

TEST(RowCost, LanesRoundUp) {
  EXPECT_EQ(row_cycles(row(0, 0, 1, 8), {4, 1, false}), 2u);
  EXPECT_EQ(row_cycles(row(0, 0, 1, 9), {4, 1, false}), 3u);
}

TEST(RowCost, BanksRoundUpRegionByRegion) {
  EXPECT_EQ(row_cycles(row(3, 4, 5, 1), {1, 2, false}), 2u + 3u);
  EXPECT_EQ(row_cycles(row(3, 4, 6, 1), {1, 2, false}), 2u + 3u);
  EXPECT_EQ(row_cycles(row(3, 4, 7, 1), {1, 2, false}), 2u + 4u);
}

TEST(RowCost, OneMemoryForAllServesMetadataAndWeightsInTurn) {
  EXPECT_EQ(row_cycles(row(1, 3, 5, 2), {1, 1, true}), 9u);
  EXPECT_EQ(row_cycles(row(1, 3, 5, 20), {1, 1, true}), 21u);
  EXPECT_EQ(row_cycles(row(1, 3, 4, 2), {1, 2, true}), 1u + 4u);
}

RowRead looked_up(Count pointers, Count types, Count weights, Count codebook) {
  RowRead read = row(pointers, 0, weights, 1);
  read.words[static_cast<std::size_t>(RegionKind::axon_types)] = types;
  read.words[static_cast<std::size_t>(RegionKind::codebook)] = codebook;
  return read;
}

TEST(RowCost, ATypeIsReadWithThePointersAndTheCodebookWithTheWeights) {
  EXPECT_EQ(row_cycles(looked_up(0, 1, 4, 6), {1, 1, false}), 1u + 6u);
  EXPECT_EQ(row_cycles(looked_up(2, 1, 4, 6), {1, 1, false}), 2u + 6u);
  EXPECT_EQ(row_cycles(looked_up(2, 1, 4, 3), {1, 1, false}), 2u + 4u);
  EXPECT_EQ(row_cycles(looked_up(0, 1, 4, 5), {1, 2, false}), 1u + 3u);
  EXPECT_EQ(row_cycles(looked_up(2, 1, 4, 6), {1, 1, true}), 3u + 10u);
}

TEST(RowCost, AColumnReadsReversePointersFirstAndItsListBesideTheWeights) {
  std::array<Count, kRegionKinds> words{};
  words[static_cast<std::size_t>(RegionKind::reverse_pointers)] = 2;
  words[static_cast<std::size_t>(RegionKind::reverse_list)] = 7;
  words[static_cast<std::size_t>(RegionKind::weights)] = 5;
  EXPECT_EQ(event_cycles(words, 3, {1, 1, false}), 2u + 7u);
  EXPECT_EQ(event_cycles(words, 8, {1, 1, false}), 2u + 8u);
  EXPECT_EQ(event_cycles(words, 8, {2, 2, false}), 1u + 4u);
  EXPECT_EQ(event_cycles(words, 8, {1, 1, true}), 2u + 12u);
}

}  // namespace
}  // namespace engram::hw
