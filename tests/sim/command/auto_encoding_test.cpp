#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "tests/sim/command/program.hpp"

/// Encoding "auto" through the whole program: files, screen, refusals.
namespace engram::sim {
namespace {

const std::string kEncoding = " --set /chip/core/synapse_memory/encoding";

class AutoEncoding : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override { scratch.write("run.json", small_config()); }

  ProgramResult run(const std::string& sets, const std::string& out = "r") {
    return engram("run run.json --out " + out + sets, scratch.path());
  }
  std::string result(const std::string& file, const std::string& out = "r") {
    return read_file(scratch.path() / out / file);
  }
  std::string energy(const std::string& out) {
    const std::string stats = result("stats.json", out);
    const std::size_t begin = stats.find("\"energy_pj\": ") + 13;
    return stats.substr(begin, stats.find(',', begin) - begin);
  }
};

/// encodings.csv: (projection, encoding) -> "energy,chosen,reason".
std::map<std::pair<std::string, std::string>, std::string> rows(const std::string& csv) {
  std::map<std::pair<std::string, std::string>, std::string> table;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "projection,encoding,energy_pj,chosen,reason");
  while (std::getline(lines, line)) {
    const std::size_t first = line.find(','), second = line.find(',', first + 1);
    table[{line.substr(0, first), line.substr(first + 1, second - first - 1)}] =
        line.substr(second + 1);
  }
  return table;
}

TEST_F(AutoEncoding, EveryCandidateHasTheEnergyOfTheRunThatNamesIt) {
  ASSERT_EQ(run(kEncoding + "=auto").exit_code, 0);
  auto table = rows(result("encodings.csv"));
  EXPECT_EQ(table.size(), 10U);
  std::map<std::string, std::string> chosen;
  for (const auto& [name, row] : table) {
    if (row.find(",1,") != std::string::npos) chosen[name.first] = name.second;
  }
  ASSERT_EQ(chosen.size(), 2U);
  for (const auto& [name, row] : table) {
    if (name.second == "functional") {
      EXPECT_EQ(row.rfind(",0,refused: ", 0), 0U) << row;
      EXPECT_NE(row.find("this projection is not one"), std::string::npos) << row;
      continue;
    }
    auto named = chosen;
    named[name.first] = name.second;
    ASSERT_EQ(run(kEncoding + "='{\"default\": \"index\", \"a\": \"" + named["a"] +
                      "\", \"b\": \"" + named["b"] + "\"}'",
                  "named")
                  .exit_code,
              0);
    EXPECT_EQ(row.substr(0, row.find(',')), energy("named")) << name.first << " " << name.second;
  }
}

TEST_F(AutoEncoding, SaysWhatItChoseEverywhere) {
  const ProgramResult done = run(kEncoding + "=auto");
  ASSERT_EQ(done.exit_code, 0) << done.errors;
  const ProgramResult shown = engram("show run.json" + kEncoding + "=auto", scratch.path());
  const std::string stats = result("stats.json");
  for (const std::string& text : {done.output, shown.output, stats}) {
    EXPECT_NE(text.find("least energy of 4, "), std::string::npos) << text;
  }
  EXPECT_NE(shown.output.find("refused: "), std::string::npos) << "show has them all";
  EXPECT_NE(shown.output.find(", most in "), std::string::npos);
  EXPECT_NE(stats.find("\"chosen\": true"), std::string::npos);
}

TEST_F(AutoEncoding, SameBytesAgainAndFromResolved) {
  ASSERT_EQ(run(kEncoding + "=auto").exit_code, 0);
  ASSERT_EQ(run(kEncoding + "=auto", "again").exit_code, 0);
  ASSERT_EQ(engram("run r/resolved.json --out fed_back", scratch.path()).exit_code, 0);
  EXPECT_NE(result("resolved.json").find("\"encoding\": \"auto\""), std::string::npos);
  for (const char* file : {"stats.json", "stats.txt", "accesses.csv", "encodings.csv",
                           "resolved.json", "spikes.csv", "samples.csv", "timesteps.csv"}) {
    EXPECT_EQ(result(file), result(file, "again")) << file;
    EXPECT_EQ(result(file), result(file, "fed_back")) << file;
  }
}

TEST_F(AutoEncoding, LeavesNamedProjectionsAlone) {
  for (const std::string setting :
       {R"({"default": "auto", "b": "crossbar"})", R"({"default": "crossbar", "a": "auto"})"}) {
    ASSERT_EQ(run(kEncoding + "='" + setting + "'").exit_code, 0) << setting;
    auto table = rows(result("encodings.csv"));
    EXPECT_EQ(table.size(), 6U);
    const std::string named = table.at({"b", "crossbar"});
    EXPECT_NE(named.find(",1,named in the config"), std::string::npos) << named;
  }
}

TEST_F(AutoEncoding, MeasuresThePartThatItIsTold) {
  ASSERT_EQ(run(kEncoding + "=auto --set /chip/core/synapse_memory/auto/timesteps=3").exit_code, 0);
  ASSERT_EQ(run(kEncoding + "=auto", "whole").exit_code, 0);
  ASSERT_EQ(run(kEncoding + "=auto --set /workload/input/timesteps=3", "three").exit_code, 0);
  EXPECT_NE(result("encodings.csv"), result("encodings.csv", "whole"));
  EXPECT_EQ(result("encodings.csv"), result("encodings.csv", "three")) << "a run of as many steps";
  EXPECT_EQ(result("spikes.csv"), result("spikes.csv", "whole")) << "the run itself is whole";
}

TEST_F(AutoEncoding, MeasuresTheSamplesThatItIsTold) {
  const std::string samples = " --set /workload/input/samples=";
  const std::string first = " --set /chip/core/synapse_memory/auto/samples=1";
  ASSERT_EQ(run(kEncoding + "=auto" + samples + "3" + first).exit_code, 0);
  ASSERT_EQ(run(kEncoding + "=auto" + samples + "1", "one").exit_code, 0);
  EXPECT_EQ(result("encodings.csv"), result("encodings.csv", "one"));
}

TEST_F(AutoEncoding, NoEncodingsFileWhereAllAreNamed) {
  ASSERT_EQ(run("").exit_code, 0);
  EXPECT_EQ(result("encodings.csv"), "");
  EXPECT_EQ(result("stats.json").find("\"encodings\""), std::string::npos);
}

TEST_F(AutoEncoding, RefusesWithEveryReasonOnce) {
  const ProgramResult unknown = run(kEncoding + R"(='{"default": "auto", "c": "auto"}')");
  EXPECT_EQ(unknown.exit_code, 3);
  EXPECT_NE(unknown.errors.find("/encoding/c: the network has no such projection (it has a, b)"),
            std::string::npos)
      << unknown.errors;
  const ProgramResult small = run(kEncoding + "=auto --set '/chip/mesh=[1,1]'");
  EXPECT_EQ(small.exit_code, 3);
  const std::string reason = "mapping: population 'mid' does not fit";
  const std::size_t at = small.errors.find(reason);
  ASSERT_NE(at, std::string::npos) << small.errors;
  EXPECT_EQ(small.errors.find(reason, at + 1), std::string::npos) << small.errors;
  const ProgramResult fast = run(kEncoding + "=auto --set /chip/clock_mhz=100000");
  EXPECT_EQ(fast.exit_code, 3);
  EXPECT_NE(fast.errors.find("is too fast for table"), std::string::npos) << fast.errors;
  EXPECT_EQ(scratch.entries(), 1U) << "nothing was written";
}

}  // namespace
}  // namespace engram::sim
