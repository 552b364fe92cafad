#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// engram characterise: any library of cells, bad input.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

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
