#include "hw/core/routing_tables.hpp"

#include <gtest/gtest.h>

#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {
namespace {

TEST(FieldBits, AreTheCeilingOfTheLogarithmAndAtLeastOne) {
  EXPECT_EQ(field_bits(0), 1u);
  EXPECT_EQ(field_bits(1), 1u);
  EXPECT_EQ(field_bits(2), 1u);
  EXPECT_EQ(field_bits(3), 2u);
  EXPECT_EQ(field_bits(4), 2u);
  EXPECT_EQ(field_bits(5), 3u);
  EXPECT_EQ(field_bits(1024), 10u);
  EXPECT_EQ(field_bits(1025), 11u);
}

/// The first record activates `entries` rows of a chip with one image of 4 rows.
CoreSpec with_entries(std::uint32_t entries) {
  CoreSpec core = four_by_four().cores[0];
  core.entries.assign(entries, {0, 1});
  core.record_begin = {0, entries, entries};
  return core;
}

TEST(AxonTable, IsAsWideAsTheRecordWithMostEntries) {
  const TableShape table = axon_table(with_entries(3));
  EXPECT_EQ(table.records, 2u);
  EXPECT_EQ(table.word_bits, 3u * (1 + 2));
  EXPECT_EQ(table.words(), 2u);
}

TEST(AxonTable, SplitsRecordsBeyond256Bits) {
  const TableShape whole = axon_table(with_entries(85));  // 255 bits
  EXPECT_EQ(whole.words_per_record, 1u);
  EXPECT_EQ(whole.word_bits, 255u);
  const TableShape split = axon_table(with_entries(86));  // 258 bits
  EXPECT_EQ(split.words_per_record, 2u);
  EXPECT_EQ(split.word_bits, 129u);
  EXPECT_EQ(split.words(), 4u);
}

TEST(AxonTable, IsAbsentWithoutRecords) {
  CoreSpec core = four_by_four().cores[0];
  core.entries.clear();
  core.record_begin = {0};
  EXPECT_EQ(axon_table(core).words(), 0u);
}

TEST(AxonTable, ASplitRecordIsReadWordByWord) {
  ChipSpec spec = four_by_four();
  spec.cores[0].entries.assign(86, {0, 0});
  spec.cores[0].record_begin = {0, 86, 86, 86, 86};
  const Report report = run_apart(spec, {{0, {{0, 0, 2}}}}, 1);
  EXPECT_EQ(report.at("core0/axon_table/axon_table/reads"), "4");  // 2 unit events x 2 words
  EXPECT_EQ(report.at("rows"), "172 ");
}

}  // namespace
}  // namespace engram::hw::testing
