#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// `engram run --threads`: the same files, and refused where cores are not computed apart.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

const std::string kConfig =
    "'" + (fs::path(ENGRAM_SOURCE_DIR) / "configs/runs/demo_convolution.json").string() + "'";

TEST(Threads, WriteTheSameFiles) {
  const Scratch scratch;
  const auto files = [&](const std::string& threads) {
    const ProgramResult done =
        engram("run " + kConfig +
                   " --quiet --set /results/spikes=true --set /chip/core/neurons=200 --set "
                   "'/chip/mesh=[4,2]' --out r" +
                   threads + " --threads " + threads,
               scratch.path());
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    auto all = files_of(scratch.path() / ("r" + threads));
    all.erase("manifest.json");  // names the command line
    return all;
  };
  const auto one = files("1");
  EXPECT_NE(one.at("cores.csv").find("\ncore7,"), std::string::npos) << "eight cores";
  EXPECT_EQ(files("3"), one);
}

TEST(Threads, AreRefusedWhereCoresWaitForEachOther) {
  const Scratch scratch;
  const ProgramResult cycle =
      engram("run " + kConfig + " --threads 2 --set /fidelity=cycle", scratch.path());
  EXPECT_EQ(cycle.exit_code, 3);
  EXPECT_NE(cycle.errors.find("--threads: at fidelity cycle"), std::string::npos) << cycle.errors;
  scratch.write("array.json", R"({ "chip": { "template": "spatial_array" } })");
  const ProgramResult array = engram("run array.json --threads 2", scratch.path());
  EXPECT_EQ(array.exit_code, 3);
  EXPECT_NE(array.errors.find("--threads: a spatial array"), std::string::npos) << array.errors;
}

}  // namespace
}  // namespace engram::sim
