#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

class Extends : public testing::Test {
 protected:
  void SetUp() override {
    files.write("net.nir", "");
    files.write("base/net.nir", "");
  }
  const Files files;
};

TEST_F(Extends, ObjectsMergeAndTheRestReplaces) {
  files.write("base/run.json", good_config());
  files.write("middle.json", R"({ "extends": "base/run.json", "seed": 4,
    "chip": { "mesh": [2, 8], "core": { "synapse_memory": { "encoding": { "default": "bitmap" } } } } })");
  files.write("run.json", R"({ "extends": "middle.json", "seed": 5 })");
  const LoadedConfig loaded = load_config(files.folder() / "run.json", {});
  const Config& config = loaded.config;
  EXPECT_EQ(config.seed, 5U);
  EXPECT_EQ(config.chip.mesh_height, 8U);
  EXPECT_EQ(config.chip.lanes, 2U);
  EXPECT_EQ(config.chip.synapse_memory.banks, 2U);
  EXPECT_EQ(config.chip.synapse_memory.default_encoding, Encoding::bitmap);
  EXPECT_EQ(loaded.resolved.find("extends"), std::string::npos);
  EXPECT_EQ(config.network.nir, files.folder() / "base/net.nir")
      << "a path is relative to the file that names it";
}

TEST_F(Extends, FaultsNameTheFileTheyStandIn) {
  files.write("base/run.json", replaced(good_config(), "\"banks\": 2", "\"banks\": 0"));
  files.write("run.json", "{ \"extends\": \"base/run.json\",\n\n \"seeed\": 5 }");
  EXPECT_EQ(
      files.faults("run.json"),
      "run.json:3: /seeed: no such key; did you mean 'seed'?\n"
      "base/run.json:7: /chip/core/synapse_memory/banks: found the number 0, expected a whole "
      "number from 1 to 64");
}

TEST_F(Extends, CirclesAreNamed) {
  files.write("a.json", "{\n \"extends\": \"b.json\" }");
  files.write("b.json", "{ \"extends\": \"c.json\" }");
  files.write("c.json", "{\n\n \"extends\": \"./b.json\" }");
  EXPECT_EQ(files.faults("a.json"), "c.json:3: /extends: a circle: b.json -> c.json -> b.json");
  files.write("self.json", "{ \"extends\": \"self.json\" }");
  EXPECT_EQ(files.faults("self.json"), "self.json:1: /extends: a circle: self.json -> self.json");
}

TEST_F(Extends, BaseMustBeAConfig) {
  files.write("run.json", "{\n \"extends\": \"no.json\" }");
  EXPECT_EQ(files.faults("run.json"), "run.json:2: /extends: no such file: no.json");
  files.write("no.json", "[]");
  EXPECT_EQ(files.faults("run.json"), "no.json:1: found a list of 0, expected an object to extend");
  files.write("no.json", "{");
  EXPECT_EQ(files.faults("run.json").substr(0, 26), "no.json:1: not valid JSON:");
}

}  // namespace
}  // namespace engram::sim
