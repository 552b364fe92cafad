#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

class Set : public testing::Test {
 protected:
  void SetUp() override {
    files.write("net.nir", "");
    files.write("run.json", good_config());
  }
  Config with(const std::vector<std::string>& sets) const {
    return load_config(files.folder() / "run.json", sets).config;
  }
  const Files files;
};

TEST_F(Set, ValuesAreJsonOrElseText) {
  const Config config =
      with({"/seed=9", "/name=a b", "/chip/mesh=[1, 2]", "/chip/mesh/1=3", "/results/spikes=true",
            "/chip/core/synapse_memory/encoding={\"default\": \"crossbar\", \"c\": \"bitmap\"}",
            "/chip/clock_mhz=2.5e1"});
  EXPECT_EQ(config.seed, 9U);
  EXPECT_EQ(config.name, "a b");
  EXPECT_EQ(config.chip.mesh_width, 1U);
  EXPECT_EQ(config.chip.mesh_height, 3U);
  EXPECT_TRUE(config.write_spikes);
  EXPECT_EQ(config.chip.synapse_memory.encodings.at("c"), Encoding::bitmap);
  EXPECT_EQ(config.chip.clock_mhz, 25);
}

TEST_F(Set, TheLastOneCounts) {
  EXPECT_EQ(with({"/seed=9", "/seed=8"}).seed, 8U);
}

TEST_F(Set, PathsAreRelativeToTheCurrentFolder) {
  files.write("elsewhere/other.nir", "");
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(files.folder() / "elsewhere");
  const Config config = with({"/workload/network/nir=other.nir"});
  std::filesystem::current_path(before);
  EXPECT_EQ(config.network.nir, files.folder() / "elsewhere/other.nir");
}

TEST_F(Set, FaultsNameIt) {
  EXPECT_EQ(files.faults("run.json", {"/chip/core/lanes=0", "/chip/cor/lanes=1", "/chip/mesh/2=1"}),
            "--set: /chip/mesh/2: the list of 2 has no entry '2'\n"
            "--set: /chip/cor: no such key; did you mean 'core'?\n"
            "--set: /chip/core/lanes: found the number 0, expected a whole number from 1 to 1024");
  EXPECT_EQ(files.faults("run.json", {"/compression={\"quantize\": {\"bit\": 3}}"}),
            "--set: /compression/quantize/bit: no such key; did you mean 'bits'?");
  EXPECT_EQ(files.faults("run.json", {"/seed"}),
            "--set: found '/seed', expected /json/pointer=value");
  EXPECT_EQ(files.faults("run.json", {""}), "--set: found '', expected /json/pointer=value");
  EXPECT_EQ(files.faults("run.json", {"/extends=run.json"}),
            "--set: /extends: belongs in a file: --set overrides what it gives");
  EXPECT_EQ(files.faults("run.json", {"/name=\xff"}).substr(0, 24), "--set: not valid JSON: s");
}

TEST_F(Set, DepthIsLimited) {
  std::string pointer;
  for (int depth = 0; depth < 100000; ++depth) pointer += "/a";
  EXPECT_EQ(files.faults("run.json", {pointer + "=1"}),
            "--set: found a pointer of 100000 keys, expected at most 64");
}

}  // namespace
}  // namespace engram::sim
