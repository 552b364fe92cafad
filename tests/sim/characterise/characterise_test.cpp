#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// engram characterise: proofs of netlists, any library of cells, bad input.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

const std::string kCells =
    std::string(ENGRAM_REFERENCE_DIR) + "/liberty/sg13g2_stdcell_typ_1p20V_25C.lib";

class CharacterisedNetlist : public testing::TestWithParam<const char*> {};

TEST_P(CharacterisedNetlist, IsProved) {
  if (!fs::exists(kCells)) GTEST_SKIP() << "reference data not found at " << kCells;
  const Scratch scratch;
  const ProgramResult result =
      engram("characterise " + kCells + " --prove --controller " + GetParam(), scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
}

INSTANTIATE_TEST_SUITE_P(Controllers, CharacterisedNetlist,
                         testing::Values("crossbar", "index", "bitmap", "run_length", "functional",
                                         "functional_bitmap", "functional_pure"),
                         [](const auto& test) { return std::string(test.param); });

TEST(Characterise, TakesAnyLibraryOfCells) {
  const std::string cells = "/usr/share/qflow/tech/osu018/osu018_stdcells.lib";
  if (!fs::exists(cells)) GTEST_SKIP() << "no cell library at " << cells;
  const Scratch scratch;
  const ProgramResult result =
      engram("characterise " + cells + " --controller crossbar", scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_NE(result.output.find("pJ  controller_word crossbar.backward"), std::string::npos)
      << result.output;
  EXPECT_EQ(scratch.entries(), 0U);
}

TEST(Characterise, RefusesWhatIsNoLibrary) {
  const Scratch scratch;
  scratch.write("bad.lib", "library (l) { }");
  const ProgramResult result = engram("characterise bad.lib --out x", scratch.path());
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_NE(result.errors.find("bad.lib:1: no time_unit"), std::string::npos) << result.errors;
  EXPECT_EQ(scratch.entries(), 1U);
}

}  // namespace
}  // namespace engram::sim
