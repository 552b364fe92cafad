#include <gtest/gtest.h>

#include "sim/results/csv.hpp"

namespace engram::sim {
namespace {

TEST(WeightsCsv, OneRowAStoredSynapse) {
  EXPECT_EQ(weights_csv({}), "projection,pre,post,level\n");
  EXPECT_EQ(
      weights_csv({{"a", {{0, 1, -7}, {4294967295, 0, 0}}}, {"none", {}}, {"b", {{2, 3, 127}}}}),
      "projection,pre,post,level\na,0,1,-7\na,4294967295,0,0\nb,2,3,127\n");
}

TEST(WeightsCsv, NamesAreQuotedWhereTheyMustBe) {
  EXPECT_EQ(weights_csv({{"a,\"b\"", {{0, 0, 1}, {0, 1, 2}}}}),
            "projection,pre,post,level\n\"a,\"\"b\"\"\",0,0,1\n\"a,\"\"b\"\"\",0,1,2\n");
}

}  // namespace
}  // namespace engram::sim
