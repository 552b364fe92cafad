#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sim/sweep/sweep_folder.hpp"

/// `engram study` of a grid with a point that mapping refuses, after its config was found well.
namespace engram::sim {
namespace {

TEST(GridCommand, GoesOnPastAPointThatIsRefused) {
  const SweepFolder folder;
  Scratch scratch;
  scratch.write("grid.json", R"({ "name": "g", "grid": { "base": ")" +
                                 (folder.path() / "run.json").string() + R"(",
    "sets": ["/chip/mesh=[1,1]"],
    "axes": [{ "name": "n", "pointer": "/chip/core/neurons", "values": [512, 1, 1024] }],
    "columns": ["samples"] } })");
  const ProgramResult ran = engram("study grid.json --out rows.csv", scratch.path());
  EXPECT_EQ(ran.exit_code, 1) << ran.errors;
  EXPECT_EQ(ran.output, "n,samples\n512,1\n1,\n1024,1\n");
  EXPECT_EQ(read_file(scratch.path() / "rows.csv"), ran.output);
  EXPECT_NE(ran.errors.find("g: point 2 of 3: n 1: "), std::string::npos) << ran.errors;
}

}  // namespace
}  // namespace engram::sim
