#include "sim/sweep/sweep_store.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "tests/sim/command/program.hpp"

/// What is put into a database comes back; a file that is none, or damaged, is refused.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

SweepHead head() {
  return {"s", "0.1.0", {"/a"}, {"x", "y"}, {"x least"}, 100};
}

SweepRow row(std::uint64_t number) {
  const std::string text = std::to_string(number);
  return {number,           config_key(text),
          {text},           "ok",
          "priced",         "",
          "config " + text, {1.5 * double(number), std::nan("")}};
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

TEST(SweepStore, RefusesWhatIsNone) {
  const Scratch scratch;
  scratch.write("text.db", std::string(5000, 'x'));
  EXPECT_NE(refusal(scratch.path() / "text.db").find("text.db: file is not a database"),
            std::string::npos);
  scratch.write("empty.db", "");
  EXPECT_NE(refusal(scratch.path() / "empty.db").find("no database of a sweep"), std::string::npos);
  EXPECT_NE(refusal(scratch.path() / "absent.db").find("unable to open"), std::string::npos);
}

/// Every cut and many flipped bytes of a database either show, or change nothing that is read.
TEST(SweepStore, DamageNeverCrashes) {
  const Scratch scratch;
  const fs::path whole = scratch.path() / "whole.db", part = scratch.path() / "part.db";
  fill(whole);
  const std::string bytes = read_file(whole);
  for (std::size_t size = 100; size < bytes.size(); size += 1500) {
    std::ofstream(part, std::ios::binary) << bytes.substr(0, size);
    EXPECT_EQ(refusal(part).find("accepted"), std::string::npos) << size << ": " << refusal(part);
    fs::remove(part);
  }
  std::size_t refused = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 97) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    std::ofstream(part, std::ios::binary) << damaged;
    refused += refusal(part).starts_with("accepted") ? 0 : 1;
    fs::remove(part);
  }
  EXPECT_GT(refused, 20U);
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
