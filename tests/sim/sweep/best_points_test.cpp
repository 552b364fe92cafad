#include "sim/sweep/best_points.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/sim/sweep/sweep_folder.hpp"

/// The best point for each value of an axis, or each combination.
namespace engram::sim {
namespace {

SweepHead head_of_six() {
  return {"s", "1", {"e", "b"}, {"pj", "bits"}, {"pj least", "bits most"}, 6, {}};
}

std::vector<SweepRow> six_rows() {
  std::vector<SweepRow> rows;
  const auto add = [&](const char* e, const char* b, std::vector<double> figures) {
    const bool ok = !figures.empty();
    rows.push_back({rows.size(), "", {e, b}, ok ? "ok" : "refused", "", "", "", figures, {}});
  };
  add("x", "2", {5, 1});
  add("x", "4", {4, 2});
  add("y", "2", {4, 3});
  add("y", "4", {std::nan(""), 3});
  add("z", "2", {});
  add("z", "4", {9, 0});
  return rows;
}

TEST(BestPoints, OfEachAxisAloneWhereNothingElseIsAskedFor) {
  EXPECT_EQ(best_csv(head_of_six(), six_rows()),
            "by,objective,number,e,b,pj,bits\n"
            "e,pj least,1,x,4,4,2\n"
            "e,bits most,1,x,4,4,2\n"
            "e,pj least,2,y,2,4,3\n"
            "e,bits most,2,y,2,4,3\n"  // of equal ones the first
            "e,pj least,5,z,4,9,0\n"
            "e,bits most,5,z,4,9,0\n"
            "b,pj least,2,y,2,4,3\n"
            "b,bits most,2,y,2,4,3\n"
            "b,pj least,1,x,4,4,2\n"
            "b,bits most,3,y,4,,3\n");
}

TEST(BestPoints, OfCombinationsThatHaveAny) {
  SweepHead head = head_of_six();
  head.objectives = {"pj least"};
  head.best_by = {{0, 1}};
  EXPECT_EQ(best_csv(head, six_rows()),
            "by,objective,number,e,b,pj,bits\n"
            "e b,pj least,0,x,2,5,1\n"
            "e b,pj least,1,x,4,4,2\n"
            "e b,pj least,2,y,2,4,3\n"
            "e b,pj least,5,z,4,9,0\n");
}

/// The lists are in the database, so that a merge writes the same file.
TEST(BestPoints, AreTheSameFromShards) {
  const SweepFolder folder;
  folder.sweep(kTwelvePoints + R"(, "best_by": [["/compression/quantize/bits",
    "/chip/core/synapse_memory/encoding"], ["/workload/input/timesteps"]])");
  for (const char* shard : {"", " --shard 1/2", " --shard 2/2"}) {
    EXPECT_EQ(engram(std::string("sweep sweep.json --out r") + shard, folder.path()).exit_code, 0);
  }
  EXPECT_EQ(engram("merge r/shard-1-of-2.db r/shard-2-of-2.db --out m", folder.path()).exit_code,
            0);
  for (const char* table : {"best.csv", "rows.csv", "sensitivity.csv"}) {
    EXPECT_EQ(read_file(folder.path() / "r" / table), read_file(folder.path() / "m" / table));
  }
  const std::string best = read_file(folder.path() / "r" / "best.csv");
  EXPECT_EQ(std::count(best.begin(), best.end(), '\n'), 1 + 2 * (6 + 2)) << best;
  EXPECT_NE(best.find("/chip/core/synapse_memory/encoding /compression/quantize/bits,stored_bits "
                      "least,0,crossbar,2,2,"),
            std::string::npos)
      << best;
}

}  // namespace
}  // namespace engram::sim
