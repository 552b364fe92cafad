#include "sim/price/activity_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/sim/command/program.hpp"

/// Spikes come back from disk as they were, or not at all.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

const std::string kKey(36, 'k');

std::vector<hw::SampleSpikes> two_samples() {
  hw::SampleSpikes one;
  one.populations.resize(3);  // the first is an input: nothing
  one.populations[1] = {{0, 2, 2, 5}, {{0, 1}, {300, 1}, {7, 70000}, {8, 1}, {4000000000U, 2}}};
  one.populations[2].begin = {0, 0, 0, 0};
  one.readout_max = {{}, {}, {0.1, -1e300}};
  return {one, one};
}

TEST(ActivityFile, GivesBackWhatItWasGiven) {
  const Scratch scratch;
  const fs::path file = activity_file(scratch.path() / "a", kKey);
  EXPECT_FALSE(read_activity(file, kKey));
  write_activity(file, kKey, two_samples());
  EXPECT_EQ(read_activity(file, kKey), two_samples());
  EXPECT_FALSE(read_activity(file, std::string(36, 'x'))) << "of another key";
  EXPECT_EQ(scratch.entries(), 2U) << "a folder and a file";
}

TEST(ActivityFile, WhateverIsDamagedIsNothing) {
  const Scratch scratch;
  const fs::path file = activity_file(scratch.path(), kKey), part = scratch.path() / "part";
  write_activity(file, kKey, two_samples());
  const std::string bytes = read_file(file);
  const auto read = [&](const std::string& damaged) {
    std::ofstream(part, std::ios::binary) << damaged;
    return read_activity(part, kKey);
  };
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(read(bytes.substr(0, size))) << size;
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int bit : {1, 0x80}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ bit);
      const auto got = read(damaged);
      EXPECT_TRUE(!got || *got == two_samples()) << at;  // a flag of the frame may say nothing
    }
  }
}

}  // namespace
}  // namespace engram::sim
