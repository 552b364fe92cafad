#include <gtest/gtest.h>

#include "energy/memory_price.hpp"
#include "small_table.hpp"

namespace engram::energy {
namespace {

MemoryPrice price(std::uint64_t words, unsigned bits, unsigned banks = 1, unsigned ports = 1) {
  return price_memory(small_grid_table(), {words, bits, banks, ports, false});
}

TEST(GridMemory, GridPointsAreExact) {
  const Table table = small_grid_table();
  for (const SramGrid::Point& point : std::get<SramGrid>(table.sram).points) {
    const MemoryPrice found = price(point.capacity_bytes * 8 / point.word_bits, point.word_bits);
    EXPECT_EQ(found.read, Energy::picojoules(point.read_pj));
    EXPECT_EQ(found.write, Energy::picojoules(point.write_pj));
    EXPECT_DOUBLE_EQ(found.leakage_nw, point.leakage_nw);
    EXPECT_DOUBLE_EQ(found.area_um2, point.area_um2);
    EXPECT_EQ(found.min_period_ps, static_cast<std::uint64_t>(point.access_ns * 1000 + 0.5));
    EXPECT_EQ(found.note, "");
    EXPECT_EQ(found.provenance.method, Method::cited);
  }
}

TEST(GridMemory, BetweenPointsItIsStraightInLogarithms) {
  // 2048 bytes by 32 bits: half way on both axes. Reads: sqrt(1 x 4) = 2 and sqrt(2 x 8) = 4 along
  // the width, sqrt(2 x 4) along the capacity.
  EXPECT_NEAR(price(512, 32).read.picojoules(), 2.828427, 1e-6);
  EXPECT_NEAR(price(512, 32).area_um2, 6268.88, 0.01);  // 1000 (3 x 3.3 x 12 x 13)^(1/4)
  EXPECT_NEAR(price(1024, 16).read.picojoules(), 1.414214, 1e-6);
  EXPECT_NEAR(price(4096, 16).read.picojoules(), 4, 1e-9);  // the next cell: sqrt(2 x 8)
}

TEST(GridMemory, ItRisesWhereThePointsRise) {
  Energy last;
  for (std::uint64_t words = 256; words <= 4096; words += 64) {
    const Energy read = price(words, 32).read;
    EXPECT_GT(read, last) << words;
    last = read;
  }
  last = {};
  for (unsigned bits = 16; bits <= 64; ++bits) {
    const Energy read = price(512, bits).read;
    EXPECT_GT(read, last) << bits;
    last = read;
  }
}

TEST(GridMemory, BanksArePricedOneByOne) {
  const MemoryPrice whole = price(512, 16);
  const MemoryPrice banked = price(2048, 16, 4);
  EXPECT_EQ(banked.read, whole.read);
  EXPECT_DOUBLE_EQ(banked.area_um2, 4 * whole.area_um2);
  EXPECT_DOUBLE_EQ(banked.leakage_nw, 4 * whole.leakage_nw);
}

TEST(GridMemory, BelowTheSmallestTheSmallestIsUsedAndSaid) {
  const MemoryPrice small = price(10, 16);
  EXPECT_EQ(small.read, Energy::picojoules(1));
  EXPECT_NE(small.note, "");
  const MemoryPrice narrow = price(2048, 8);  // 2048 bytes by 8 bits: priced as 16 bits
  EXPECT_NEAR(narrow.read.picojoules(), 1.414214, 1e-6);
  EXPECT_NE(narrow.note, "");
}

std::string message(const MemoryShape& shape) {
  try {
    price_memory(small_grid_table(), shape);
  } catch (const MissingRow& missing) {
    return missing.what();
  }
  return "priced";
}

TEST(GridMemory, BeyondTheGridIsRefused) {
  EXPECT_EQ(message({8192, 16, 1, 1, false}), "priced");  // 16384 bytes exactly
  EXPECT_EQ(
      message({8193, 16, 1, 1, false}),
      "energy table small-grid: its grid of memories ends at 16384 bytes a bank, for a memory "
      "of 8193 words of 16 bits in 1 bank");
  EXPECT_EQ(message({64, 64, 1, 1, false}), "priced");
  EXPECT_NE(message({64, 65, 1, 1, false}).find("ends at 64 bits a word"), std::string::npos);
  EXPECT_NE(message({64, 16, 1, 2, false}).find("has 1 port(s), not 2"), std::string::npos);
  EXPECT_NE(message({~std::uint64_t{0}, 64, 1, 1, false}), "priced");
}

TEST(GridMemory, AWiderWordIsSplitWhereTheGridSaysSo) {
  Table table = small_grid_table();
  std::get<SramGrid>(table.sram).side_by_side = true;
  // 65 to 128 bits: two memories of 64 bits side by side, both read at once.
  const MemoryPrice whole = price_memory(table, {512, 64, 1, 1, false});  // a point: 4096 bytes
  for (const unsigned bits : {65U, 100U, 128U}) {
    const MemoryPrice split = price_memory(table, {512, bits, 1, 1, false});
    EXPECT_EQ(split.read, whole.read * 2);
    EXPECT_EQ(split.write, whole.write * 2);
    EXPECT_DOUBLE_EQ(split.leakage_nw, 2 * whole.leakage_nw);
    EXPECT_DOUBLE_EQ(split.area_um2, 2 * whole.area_um2);
    EXPECT_EQ(split.min_period_ps, whole.min_period_ps);
    EXPECT_EQ(split.composition, "1 x 2 x 4096 bytes by 64 bits of the grid");
  }
  EXPECT_EQ(price_memory(table, {512, 129, 1, 1, false}).read, whole.read * 3);
  EXPECT_EQ(price_memory(table, {512, 64, 1, 1, false}).composition, whole.composition);
}

TEST(GridMemory, OnAPointNothingIsInterpolatedAndNothingSaid) {
  EXPECT_EQ(price(512, 64).provenance.derivation, "45 nm");
  EXPECT_NE(price(512, 32).provenance.derivation.find("interpolation"), std::string::npos);
  EXPECT_NE(price(600, 64).provenance.derivation.find("interpolation"), std::string::npos);
}

TEST(GridMemory, AHoleInTheGridIsNamed) {
  Table table = small_grid_table();
  auto& points = std::get<SramGrid>(table.sram).points;
  points.erase(points.begin() + 2);  // 4096 bytes by 16 bits
  try {
    price_memory(table, {1024, 16, 1, 1, false});
    FAIL() << "a hole was priced";
  } catch (const MissingRow& missing) {
    EXPECT_STREQ(missing.what(), "energy table small-grid: no grid point of 4096 bytes by 16 bits");
  }
}

}  // namespace
}  // namespace engram::energy
