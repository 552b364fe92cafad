#include <gtest/gtest.h>

#include "sim/compare/memory_energy.hpp"
#include "sim/compare/run_result.hpp"
#include "sim/run/prepare.hpp"
#include "tests/sim/command/program.hpp"

/// Result folders as they are on the disk: what is read, and what is refused.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHeader = "block,region,kind,count,energy_aj,total_aj,share,method,source\n";

/// What stats.json of a chip has, shortened; `unit` is that of the layer's energy.
std::string stats(const std::string& unit = "pJ", const std::string& version = "1") {
  return R"({ "schema_version": )" + version + R"(,
  "context": { "name": "n", "table": "t", "clock_mhz": 100, "samples": 1 },
  "summary": { "energy_pj": 12.5, "latency_us": 3, "cycles": 300, "area_um2": 7, "spikes": 4,
    "energy_per_synaptic_operation_pj": null, "accuracy": 0.5,
    "energy_by_part_pj": { "compute": 2.5, "clock": 10 } },
  "statistics": { "layers": {
    "out": { "energy": { "value": 11, "unit": ")" +
         unit + R"(" } }, "shared": { "value": 1.5, "unit": "pJ" } } } })";
}

class ReadResults : public testing::Test {
 protected:
  Scratch scratch;
  fs::path result(const std::string& name, const std::string& json) {
    fs::create_directory(scratch.path() / name);
    scratch.write(name + "/stats.json", json);
    scratch.write(
        name + "/accesses.csv",
        kHeader +
            std::string("core0,\"a,b.list\",read,2,3,36893488147419103232000000,1,measured,x\n"
                        "core1,state,write,1,7,7,0,measured,x\n"
                        "core2,state,read,1,5,5,0,measured,x\n"
                        "core2,fc,controller_row,1,5,5,0,measured,x\n"));
    return scratch.path() / name;
  }
  std::string refused(const std::vector<fs::path>& folders) {
    try {
      read_results(folders);
    } catch (const InputFault& fault) {
      return fault.what();
    }
    return "";
  }
};

TEST_F(ReadResults, FiguresInOrder) {
  const RunResult read = read_results({result("r", stats())}).at(0);
  std::vector<std::string> ids;
  for (const ResultFigure& figure : read.figures) ids.push_back(figure.id);
  EXPECT_EQ(ids,
            (std::vector<std::string>{"energy", "latency", "cycles", "area", "spikes", "accuracy",
                                      "part.compute", "part.clock", "memory.a,b.list",
                                      "memory.state", "layer.out", "layer.shared"}));
  EXPECT_EQ(read.find("energy")->value, 12.5);
  EXPECT_EQ(read.find("latency")->unit, "us");
  EXPECT_DOUBLE_EQ(read.find("memory.state")->value, 12e-6) << "all cores, reads and writes";
  EXPECT_DOUBLE_EQ(read.find("memory.a,b.list")->value, 0x1p65 * 1e6 * 1e-6) << "beyond 64 bits";
  EXPECT_EQ(read.find("layer.shared")->value, 1.5);
  EXPECT_EQ(read.context[2], (std::pair<std::string, std::string>{"clock_mhz", "100"}));
}

TEST_F(ReadResults, EveryFaultAtOnce) {
  fs::create_directory(scratch.path() / "empty");
  const fs::path file = scratch.write("file", "x");
  const std::string text =
      refused({scratch.path() / "none", scratch.path() / "empty", file, result("unit", stats("nJ")),
               result("old", stats("pJ", "2")), result("broken", "{ \"a\": ")});
  EXPECT_NE(text.find("none: there is no such folder\n"), std::string::npos) << text;
  EXPECT_NE(text.find("empty: holds no result of engram run (no stats.json)\n"), std::string::npos);
  EXPECT_NE(text.find("file: is no folder: expected a result folder of engram run\n"),
            std::string::npos);
  EXPECT_NE(text.find("unit/stats.json: /statistics/layers/out: expected an energy in pJ, found "
                      "the unit 'nJ'\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("old/stats.json: /schema_version: expected 1, found 2\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("broken/stats.json:1: "), std::string::npos) << text;
}

TEST_F(ReadResults, FiguresThatAreNotThere) {
  std::string json = stats();
  json.replace(json.find("energy_pj"), 9, "energy_nj");
  EXPECT_NE(refused({result("nj", json)})
                .find("nj/stats.json: /summary/energy_pj: expected a number in pJ, which is not "
                      "there"),
            std::string::npos);
}

TEST_F(ReadResults, MachinesAreNotMixed) {
  const std::string spatial = R"({ "schema_version": 1,
    "context": { "name": "n", "chip": "spatial_array", "table": "t" },
    "summary": { "energy_pj": 12, "latency_us": 3, "cycles": 300, "area_um2": 7 },
    "levels": { "dram": 9, "array": 3 }, "layers": [ { "name": "conv", "energy_pj": 12 } ] })";
  const fs::path array = result("array", spatial);
  const RunResult read = read_results({array}).at(0);
  EXPECT_EQ(read.find("part.dram")->value, 9);
  EXPECT_EQ(read.find("layer.conv")->value, 12);
  const std::string text = refused({result("chip", stats()), array});
  EXPECT_NE(text.find("is a run on a spatial_array, "), std::string::npos) << text;
}

TEST_F(ReadResults, AccessesThatAreNone) {
  const auto fault = [&](const std::string& text) {
    try {
      memory_energy(scratch.write("a.csv", text));
    } catch (const InputFault& bad) {
      return std::string(bad.what());
    }
    return std::string();
  };
  EXPECT_NE(fault("").find("cannot be read or is empty"), std::string::npos);
  EXPECT_NE(fault("a,b\n").find("a.csv:1: expected the columns"), std::string::npos);
  for (const char* row :
       {"c,r,read,1,1,x\n", "c,r,read,1,1,\n", "c,r,read\n", "c,r,read,1,1,-5\n"}) {
    EXPECT_NE(fault(kHeader + std::string(row)).find("a.csv:2: expected a whole number"),
              std::string::npos)
        << row;
  }
  EXPECT_EQ(fault(kHeader), "");
}

}  // namespace
}  // namespace engram::sim
