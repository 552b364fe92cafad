#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

namespace engram::sim {
namespace {

constexpr const char* sets_of_the_export =
    " --set '/workload/network={\"nir\": \"small.nir\", \"dynamics\": \"engram\"}'"
    " --set '/compression={}'";

TEST(ExportCommand, WhatItWritesRunsToTheSameSpikes) {
  const Scratch scratch;
  scratch.write("small.json", small_config());
  const ProgramResult exported = engram("export small.json --nir small.nir", scratch.path());
  ASSERT_EQ(exported.exit_code, 0) << exported.errors;
  EXPECT_NE(exported.output.find("small.nir: 3 populations, 2 projections, dt 0.001 s"),
            std::string::npos)
      << exported.output;
  EXPECT_NE(exported.output.find("population 'mid': reset by subtraction"), std::string::npos);
  ASSERT_EQ(engram("run small.json --out before", scratch.path()).exit_code, 0);
  const ProgramResult again =
      engram(std::string("run small.json --out after") + sets_of_the_export, scratch.path());
  ASSERT_EQ(again.exit_code, 0) << again.errors;
  const std::string before = read_file(scratch.path() / "before" / "spikes.csv");
  EXPECT_GT(before.size(), 200U);
  EXPECT_EQ(read_file(scratch.path() / "after" / "spikes.csv"), before);
}

TEST(ExportCommand, FailsWithCodeThreeAndLeavesNothing) {
  const Scratch scratch;
  scratch.write("small.json", small_config());
  const std::size_t entries = scratch.entries();
  EXPECT_EQ(engram("export small.json --nir absent/small.nir", scratch.path()).exit_code, 3);
  EXPECT_EQ(engram("export absent.json --nir small.nir", scratch.path()).exit_code, 3);
  EXPECT_EQ(engram("export small.json", scratch.path()).exit_code, 2);
  EXPECT_EQ(engram("export small.json --nir a.nir --decay linear", scratch.path()).exit_code, 2);
  EXPECT_EQ(scratch.entries(), entries);
}

TEST(ExportCommand, TheDynamicsOfItsFilesAreListed) {
  const Scratch scratch;
  const ProgramResult listed = engram("list dynamics", scratch.path());
  EXPECT_NE(listed.output.find("engram: a NIR file that Engram exported"), std::string::npos);
}

}  // namespace
}  // namespace engram::sim
