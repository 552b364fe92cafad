#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "tests/sim/config/files.hpp"
#include "tests/sim/run/brute_force.hpp"

/// Encoding "auto" on networks of other tools, a few timesteps of a real recording each.
namespace engram::sim {
namespace {

const std::filesystem::path kReal = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";

void expect_no_dearer_than_any(const std::string& file, const std::vector<std::string>& sets) {
  const std::vector<NamedRun> runs = run_every_encoding(file, sets);
  const NamedRun& best = cheapest(runs);
  const AutoRun chosen = run_auto(file, sets);
  EXPECT_LE(chosen.total, *best.total) << best.name << "\n" << chosen.csv;
  std::cout << "auto " << chosen.total.picojoules() << " pJ:";
  for (const std::string& name : chosen.chosen) std::cout << ' ' << name;
  std::cout << "; best single " << best.total->picojoules() << " pJ: " << best.name << '\n';
}

std::string shipped(const char* run) {
  return (std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/runs" / run).string();
}

TEST(ImportedEncodings, SinabsConvolutions) {
  if (!std::filesystem::exists(kReal)) GTEST_SKIP() << "reference data not found at " << kReal;
  expect_no_dearer_than_any(shipped("nmnist_bitmap.json"), {"/workload/input/timesteps=20"});
}

TEST(ImportedEncodings, SlayerLayers) {
  if (!std::filesystem::exists(kReal)) GTEST_SKIP() << "reference data not found at " << kReal;
  expect_no_dearer_than_any(shipped("slayer_nmnist.json"), {"/workload/input/timesteps=20"});
}

TEST(ImportedEncodings, LavaLayers) {
  if (!std::filesystem::exists(kReal)) GTEST_SKIP() << "reference data not found at " << kReal;
  const Files files;
  const std::string file = files
                               .write("run.json", R"({ "workload": { "network": { "lava": ")" +
                                                      (kReal / "oxford/network.net").string() +
                                                      R"(" }, "input": { "events": ")" +
                                                      (kReal / "oxford/input.bs1").string() +
                                                      R"(", "timesteps": 100 } },
            "chip": { "mesh": [4, 4], "core": { "neurons": 128 } } })")
                               .string();
  expect_no_dearer_than_any(file, {});
}

}  // namespace
}  // namespace engram::sim
