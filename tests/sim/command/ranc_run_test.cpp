#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "tests/sim/command/program.hpp"
#include "tests/workloads/ranc/ranc_writer.hpp"

/// A RANC folder through the program, by hand. One core of four axons of types 0 to 3 and two
/// neurons, connected to axons 0 and 3; neuron 0 drives axon 1 and neuron 1 axon 2, which nothing
/// listens to. Packets at the free axons 0 and 3 in timesteps 0 to 2, one step on the way, so two
/// rows each. Words of 64 bits; tables of 36 bits: neuron 0 has bits 0 to 35, neuron 1 has 36
/// to 71. Entry 0 lies in word 0 twice; entry 3 at bits 27 to 35 and 63 to 71: words 0 and 1.
namespace engram::sim {
namespace {

using workloads::ranc_writer::Folder;
using workloads::ranc_writer::Neuron;

const char* const kRun = R"({
  "workload": { "network": { "ranc": "FOLDER", "grid_width": 1 },
                "input": { "regular": { "interval": 1 }, "timesteps": 3 } },
  "energy": { "table": "ihp-sg13g2-130nm" } })";

/// "region kind" -> the row's count and total.
std::map<std::string, std::pair<std::string, std::string>> rows_of(const std::string& csv) {
  std::map<std::string, std::pair<std::string, std::string>> rows;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream row(line);
    std::string block, region, kind, count, energy, total;
    std::getline(row, block, ',');
    std::getline(row, region, ',');
    std::getline(row, kind, ',');
    std::getline(row, count, ',');
    std::getline(row, energy, ',');
    std::getline(row, total, ',');
    rows[region + " " + kind] = {count, total};
  }
  return rows;
}

TEST(RancRun, TheTableIsAMemoryThatIsReadAndPriced) {
  const Folder folder("run");
  Neuron neuron;
  neuron.axons = {0, 3};
  neuron.weights = {3, -1, 4, -100};
  neuron.threshold = 200;
  neuron.low_threshold = -200;
  neuron.axon = 1;
  Neuron other = neuron;
  other.axon = 2;
  folder.core(0, {neuron, other});
  const Scratch scratch;
  std::string text = kRun;
  text.replace(text.find("FOLDER"), 6, folder.path().string());
  scratch.write("run.json", text);
  const ProgramResult result = engram("run run.json --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const auto rows = rows_of(read_file(scratch.path() / "r" / "accesses.csv"));
  ASSERT_EQ(rows.count("packets_core0.codebook read"), 1U);
  const auto& codebook = rows.at("packets_core0.codebook read");
  EXPECT_EQ(codebook.first, "6") << "2 x (1 + 2)";
  EXPECT_GT(std::stoull(codebook.second), 0U);
  EXPECT_EQ(rows.at("packets_core0.axon_types read").first, "4");
  EXPECT_EQ(rows.at("packets_core0.weights read").first, "4");
}

TEST(RancRun, SaysWhatIsWrongInTheFiles) {
  const Folder folder("broken");
  folder.core(0, {Neuron{}});
  folder.file("csram_000.mem", "01x\n");
  const Scratch scratch;
  std::string text = kRun;
  text.replace(text.find("FOLDER"), 6, folder.path().string());
  scratch.write("run.json", text);
  const ProgramResult result = engram("run run.json --out r", scratch.path());
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_NE(
      result.errors.find("csram_000.mem:1: column 3: found byte 120 (expected the character 0 "
                         "or 1)"),
      std::string::npos)
      << result.errors;
}

}  // namespace
}  // namespace engram::sim
