#include <gtest/gtest.h>

#include "sim/config/config_fault.hpp"

namespace engram::sim {
namespace {

TEST(Fault, NamesFileLineAndPointer) {
  EXPECT_EQ((Fault{"run.json", 7, "/chip/mesh", "wrong"}.text()), "run.json:7: /chip/mesh: wrong");
  EXPECT_EQ((Fault{"run.json", 7, "", "wrong"}.text()), "run.json:7: wrong");
  EXPECT_EQ((Fault{"--set", 0, "/seed", "wrong"}.text()), "--set: /seed: wrong");
}

TEST(Fault, AllAreInOneExceptionOneALine) {
  const ConfigFault fault({{"a", 1, "", "x"}, {"b", 2, "/k", "y"}});
  EXPECT_STREQ(fault.what(), "a:1: x\nb:2: /k: y");
  EXPECT_EQ(fault.faults().size(), 2U);
}

TEST(Suggestion, IsTheNearestOrNone) {
  const std::vector<std::string> words = {"crossbar", "index", "bitmap"};
  EXPECT_EQ(suggestion("bitmpa", words), "; did you mean 'bitmap'?");
  EXPECT_EQ(suggestion("INDEX", words), "; did you mean 'index'?");
  EXPECT_EQ(suggestion("functional", words), "");
  EXPECT_EQ(suggestion(std::string(1000, 'x'), words), "");
  EXPECT_EQ(suggestion("x", {}), "");
  EXPECT_EQ(suggestion("clock", {"lanes", "clock_mhz"}), "; did you mean 'clock_mhz'?");
  EXPECT_EQ(suggestion("x", {"in"}), "") << "nothing of the word is right";
  EXPECT_EQ(suggestion("ot", {"out"}), "; did you mean 'out'?");
}

}  // namespace
}  // namespace engram::sim
