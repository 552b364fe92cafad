#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <tuple>

#include "energy/memory_price.hpp"
#include "small_table.hpp"

namespace engram::energy {
namespace {

TEST(MacroMemory, OneMacroThatFits) {
  const MemoryPrice price = price_memory(small_table(), {1024, 16, 1, 1, false});
  EXPECT_EQ(price.composition, "1 x 1 of deep16");
  EXPECT_EQ(price.read, Energy::picojoules(20));
  EXPECT_EQ(price.write, Energy::picojoules(40));
  EXPECT_EQ(price.min_period_ps, 1324u);  // access 1024 + setup 300
  EXPECT_DOUBLE_EQ(price.area_um2, 8000);
  EXPECT_DOUBLE_EQ(price.leakage_nw, 80);
  EXPECT_EQ(price.note, "");
  EXPECT_EQ(price.provenance.method, Method::measured);
}

TEST(MacroMemory, AllMacrosCountButOnlyTheColumnsFire) {
  // 1500 words of 33 bits in 2 banks: a bank of 750 words, deep16 1 x 3 (24000 um2), flat32 3 x 2.
  const MemoryPrice price = price_memory(small_table(), {1500, 33, 2, 1, false});
  EXPECT_EQ(price.composition, "2 banks, each 1 x 3 of deep16");
  EXPECT_EQ(price.read, Energy::picojoules(60));
  EXPECT_EQ(price.write, Energy::picojoules(120));
  EXPECT_DOUBLE_EQ(price.area_um2, 6 * 8000.0);
  EXPECT_DOUBLE_EQ(price.leakage_nw, 6 * 80.0);
}

TEST(MacroMemory, TiesGoToTheLeastReadEnergyThenTheName) {
  Table table = small_table();
  table.sram = std::vector<SramMacro>{macro("c", 64, 8, 100, 5), macro("b", 64, 8, 100, 4),
                                      macro("a", 64, 8, 100, 4)};
  EXPECT_EQ(price_memory(table, {64, 8, 1, 1, false}).composition, "1 x 1 of a");
}

TEST(MacroMemory, PortsNeedMacrosThatHaveThem) {
  const MemoryPrice price = price_memory(small_table(), {300, 16, 1, 2, false});
  EXPECT_EQ(price.composition, "2 x 1 of dual16");
  try {
    price_memory(small_table(), {300, 16, 1, 3, false});
    FAIL() << "three ports were priced";
  } catch (const MissingRow& missing) {
    EXPECT_STREQ(
        missing.what(),
        "energy table small: no SRAM macro with 3 or more ports, for a memory of 300 words "
        "of 16 bits in 1 bank");
  }
}

TEST(MacroMemory, BelowTheSmallestMacroIsSaid) {
  // The smallest macro of the table holds 256 x 16 = 4096 bits.
  EXPECT_NE(price_memory(small_table(), {255, 16, 1, 1, false}).note, "");
  EXPECT_EQ(price_memory(small_table(), {256, 16, 1, 1, false}).note, "");
  EXPECT_NE(price_memory(small_table(), {256, 16, 2, 1, false}).note, "") << "a bank is smaller";
}

TEST(MacroMemory, AShapeWithoutExtentIsRefused) {
  EXPECT_THROW(price_memory(small_table(), {0, 16, 1, 1, false}), std::invalid_argument);
  EXPECT_THROW(price_memory(small_table(), {64, 0, 1, 1, false}), std::invalid_argument);
  EXPECT_THROW(price_memory(small_table(), {64, 16, 0, 1, false}), std::invalid_argument);
  EXPECT_THROW(price_memory(small_table(), {64, 16, 1, 0, false}), std::invalid_argument);
}

/// Macros along one axis until `extent` is covered, by counting.
std::uint64_t cover(std::uint64_t extent, std::uint64_t macro) {
  std::uint64_t count = 0;
  for (std::uint64_t covered = 0; covered < extent; covered += macro) ++count;
  return count;
}

TEST(MacroMemory, TheChoiceIsTheBestOfAllCompositions) {
  const auto property = [] {
    std::vector<SramMacro> library;
    const int size = *rc::gen::inRange(1, 6);
    for (int at = 0; at < size; ++at) {
      library.push_back(macro(std::string(1, static_cast<char>('a' + at)),
                              *rc::gen::inRange(1, 300), *rc::gen::inRange(1u, 70u),
                              *rc::gen::inRange(1, 5), *rc::gen::inRange(1, 5)));
      library.back().ports = *rc::gen::inRange(1u, 3u);
    }
    library[0].ports = 2;  // there is always a legal one
    const MemoryShape shape{*rc::gen::inRange<std::uint64_t>(1, 3000), *rc::gen::inRange(1u, 200u),
                            *rc::gen::inRange(1u, 5u), *rc::gen::inRange(1u, 3u), false};
    std::tuple<double, Energy, std::string> best{INFINITY, Energy{}, ""};
    double leakage = 0;
    for (const SramMacro& macro : library) {
      if (macro.ports < shape.ports) continue;
      const std::uint64_t columns = cover(shape.word_bits, macro.bits);
      const std::uint64_t rows = cover(cover(shape.words, shape.banks), macro.words);
      const double count = static_cast<double>(shape.banks * rows * columns);
      const std::tuple made{count * macro.area_um2, macro.read * columns, macro.name};
      if (made < best) {
        best = made;
        leakage = count * macro.leakage_nw;
      }
    }
    Table table = small_table();
    table.sram = library;
    const MemoryPrice price = price_memory(table, shape);
    RC_ASSERT(price.area_um2 == std::get<0>(best));
    RC_ASSERT(price.read == std::get<1>(best));
    RC_ASSERT(price.leakage_nw == leakage);
    RC_ASSERT(price.composition.ends_with(" of " + std::get<2>(best)));
  };
  EXPECT_TRUE(rc::check("least area, then least read energy, then name", property));
}

}  // namespace
}  // namespace engram::energy
