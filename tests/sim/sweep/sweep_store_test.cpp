#include "sim/sweep/sweep_store.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/sim/command/program.hpp"

/// What is put into a database comes back.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

SweepHead head() {
  return {"s", "0.1.0", {"/a"}, {"x", "y"}, {"x least"}, 100, {{0}}};
}

SweepRow row(std::uint64_t number) {
  const std::string text = std::to_string(number);
  return {number,
          config_key(text),
          {text},
          "ok",
          "priced",
          "",
          "config " + text,
          {1.5 * double(number), std::nan("")},
          {{"add at " + std::to_string(number % 3) + " bits", 0.1 * double(number)}, {"clock", 2}}};
}

std::string refusal(const fs::path& file) {
  try {
    SweepStore store(file);
    return "accepted, " + std::to_string(store.rows().size()) + " points";
  } catch (const DatabaseFault& fault) {
    return fault.what();
  }
}

void fill(const fs::path& file) {
  SweepStore store(file, head());
  for (std::uint64_t number = 0; number < 100; ++number) store.put(row(99 - number));
}

TEST(SweepStore, GivesBackWhatItWasGivenByNumber) {
  const Scratch scratch;
  fill(scratch.path() / "a.db");
  SweepStore store(scratch.path() / "a.db");
  EXPECT_EQ(store.head(), head());
  const std::vector<SweepRow> rows = store.rows();
  ASSERT_EQ(rows.size(), 100U);
  EXPECT_EQ(rows[7].number, 7U);
  EXPECT_EQ(rows[7].config, "config 7");
  EXPECT_EQ(rows[7].source, "priced");
  EXPECT_EQ(rows[7].values, std::vector<std::string>{"7"});
  EXPECT_EQ(rows[7].figures.at(0), 10.5);
  EXPECT_TRUE(std::isnan(rows[7].figures.at(1)));
  EXPECT_EQ(rows[7].energies, row(7).energies);
}

TEST(SweepStore, LeavesOneFile) {
  const Scratch scratch;
  fill(scratch.path() / "a.db");
  { SweepStore store(scratch.path() / "a.db"); }
  EXPECT_EQ(scratch.entries(), 1U);  // no journal beside it
}

TEST(SweepStore, APointTakesThePlaceOfItself) {
  const Scratch scratch;
  SweepStore store(scratch.path() / "a.db", head());
  SweepRow died = row(3);
  died.status = "failed";
  died.error = "signal";
  died.figures.clear();
  store.put(died);
  EXPECT_EQ(store.statuses().at(died.key), "failed");
  store.put(row(3));
  EXPECT_EQ(store.statuses().at(died.key), "ok");
  EXPECT_EQ(store.rows().at(0).error, "");
}

TEST(SweepStore, OneProgramAtATime) {
  const Scratch scratch;
  const fs::path file = scratch.path() / "a.db";
  SweepStore store(file, head());
  EXPECT_NE(refusal(file).find("another program has it open"), std::string::npos) << refusal(file);
}

TEST(SweepHeads, SayWhatTheyDifferIn) {
  SweepHead other = head();
  EXPECT_EQ(difference(head(), other), "");
  other.axes.push_back("/b");
  EXPECT_EQ(difference(head(), other), "axes /a against /a, /b");
  other = head();
  other.points = 7;
  EXPECT_EQ(difference(head(), other), "points 100 against 7");
}

TEST(ConfigKeys, AreUuidsOfTheText) {
  EXPECT_EQ(config_key("a").size(), 36U);
  EXPECT_EQ(config_key("a")[14], '5');  // version
  EXPECT_NE(config_key("a"), config_key("b"));
}

}  // namespace
}  // namespace engram::sim
