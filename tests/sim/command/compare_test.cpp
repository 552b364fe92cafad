#include <gtest/gtest.h>

#include "sim/config/json_document.hpp"
#include "tests/sim/command/program.hpp"

/// `engram compare`: as a gate in somebody's CI.
namespace engram::sim {
namespace {

class CompareCommand : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override {
    scratch.write("run.json", small_config());
    run("base", "");
    run("same", "");
    run("wide", "--set /chip/core/synapse_memory/word_bits=128");
  }
  void run(const std::string& out, const std::string& options) {
    const ProgramResult result =
        engram("run run.json --quiet --out " + out + " " + options, scratch.path());
    ASSERT_EQ(result.exit_code, 0) << result.errors;
  }
  ProgramResult compare(const std::string& arguments) {
    return engram("compare " + arguments, scratch.path());
  }
};

TEST_F(CompareCommand, EqualRunsAreWithinAnyThreshold) {
  const ProgramResult result = compare("base same --threshold 0");
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(result.errors, "");
  for (const char* words : {"A  base\nB  same\n", "energy by part", "energy by memory",
                            "energy by layer", "a.list", "mid", "within the threshold"}) {
    EXPECT_NE(result.output.find(words), std::string::npos) << words << "\n" << result.output;
  }
}

TEST_F(CompareCommand, NamesTheFigureThatIsTooFarOff) {
  const ProgramResult result = compare("base wide --threshold energy=1%,spikes=0");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.errors.rfind("energy: B is ", 0), 0U) << result.errors;
  EXPECT_EQ(result.errors.find("spikes"), std::string::npos);
  EXPECT_EQ(compare("base wide").exit_code, 0) << "nothing is watched";
  EXPECT_EQ(compare("base wide --threshold spikes=0,synaptic_operations=0").exit_code, 0);
  EXPECT_EQ(compare("base same wide --threshold energy=1%").errors.rfind("energy: C is ", 0), 0U);
  EXPECT_EQ(compare("base wide --threshold 1000%").exit_code, 0);
}

TEST_F(CompareCommand, FormatsHaveTheFiguresInFull) {
  const ProgramResult result = compare("base wide --threshold energy=1% --format json");
  EXPECT_EQ(result.exit_code, 1);
  const JsonValue json = parse_json(result.output, std::make_shared<const Source>());
  const JsonValue base = read_json(scratch.path() / "base/stats.json");
  const JsonValue wide = read_json(scratch.path() / "wide/stats.json");
  bool seen = false;
  for (const JsonValue& row : json.find("figures")->items) {
    if (row.find("figure")->text != "energy") continue;
    seen = true;
    EXPECT_EQ(row.find("value_1")->number, base.at("/summary/energy_pj")->number);
    EXPECT_EQ(row.find("value_2")->number, wide.at("/summary/energy_pj")->number);
    EXPECT_TRUE(row.find("exceeded")->flag);
  }
  EXPECT_TRUE(seen);
  EXPECT_EQ(compare("base same --format csv").output.rfind("figure,group,unit,value_1,", 0), 0U);
}

TEST_F(CompareCommand, BadInput) {
  const ProgramResult folders = compare("none base nowhere");
  EXPECT_EQ(folders.exit_code, 3);
  EXPECT_EQ(folders.errors, "none: there is no such folder\nnowhere: there is no such folder\n");
  const ProgramResult figure = compare("base same --threshold enrgy=1%");
  EXPECT_EQ(figure.exit_code, 3);
  EXPECT_NE(figure.errors.find("did you mean 'energy'?"), std::string::npos);
  const ProgramResult percent = compare("base same --threshold 5");
  EXPECT_EQ(percent.exit_code, 2);
  EXPECT_NE(percent.errors.find("found '5', expected a percentage such as 5%"), std::string::npos)
      << percent.errors;
  EXPECT_EQ(compare("base").exit_code, 2);
}

}  // namespace
}  // namespace engram::sim
