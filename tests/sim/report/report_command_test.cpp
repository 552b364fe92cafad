#include <gtest/gtest.h>

#include <fstream>

#include "sim/sweep/sqlite.hpp"
#include "tests/sim/command/program.hpp"
#include "tests/sim/sweep/sweep_folder.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

class ReportCommand : public testing::Test {
 protected:
  void run(const std::string& out, const std::string& more = "") {
    scratch_.write("run.json", small_config());
    const ProgramResult ran =
        engram("run run.json --quiet --out " + out + " " + more, scratch_.path());
    ASSERT_EQ(ran.exit_code, 0) << ran.errors;
  }
  ProgramResult report(const std::string& arguments) {
    return engram("report " + arguments, scratch_.path());
  }
  std::string page() const { return read_file(scratch_.path() / "page.html"); }
  /// A report that is refused, and leaves nothing; what it said.
  std::string refused(const std::string& arguments) {
    const std::size_t before = scratch_.entries();
    const ProgramResult result = report(arguments);
    EXPECT_EQ(result.exit_code, 3) << result.output << result.errors;
    EXPECT_EQ(scratch_.entries(), before);
    return result.errors;
  }
  void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = read_file(scratch_.path() / file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << file << " has no " << from;
    scratch_.write(file, text.replace(at, from.size(), to));
  }
  Scratch scratch_;
};

TEST_F(ReportCommand, WritesOnePageOfARun) {
  run("r");
  const ProgramResult result = report("r -o page.html");
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(result.output, "report in page.html\n");
  const std::string text = page();
  EXPECT_EQ(text.rfind("<!DOCTYPE html>", 0), 0U);
  EXPECT_NE(text.find("<title>small - Engram</title>"), std::string::npos);
  EXPECT_NE(text.find("{\"kind\":\"run\""), std::string::npos);
  EXPECT_NE(text.find("\"raster\":{"), std::string::npos);
  EXPECT_LT(text.size(), 1'000'000U);
  EXPECT_EQ(report("r --quiet -o again.html").output, "");
  EXPECT_EQ(read_file(scratch_.path() / "again.html"), text);
}

TEST_F(ReportCommand, SeveralRunsAreACompairsonWithoutSpikes) {
  run("a");
  run("b", "--set /chip/core/synapse_memory/encoding=bitmap");
  EXPECT_EQ(report("a b -o page.html").exit_code, 0);
  EXPECT_NE(page().find("{\"kind\":\"comparison\""), std::string::npos);
  EXPECT_NE(page().find("<title>small against small"), std::string::npos);
  EXPECT_EQ(page().find("\"raster\":{"), std::string::npos);
}

TEST_F(ReportCommand, OlderResultsLackTables) {
  run("r", "--set /results/spikes=false");
  for (const char* file : {"areas.csv", "cores.csv", "links.csv", "timesteps.csv", "samples.csv"}) {
    fs::remove(scratch_.path() / "r" / file);
  }
  EXPECT_EQ(report("r -o page.html").exit_code, 0);
}

TEST_F(ReportCommand, TellsAllFaultsAtOnce) {
  run("r");
  run("s");
  replace("r/stats.json", "\"energy_pj\": ", "\"energy\": ");
  replace("r/accesses.csv", "core0,a.pointers,read,", "core0,a.pointers,read,many");
  fs::remove(scratch_.path() / "s/resolved.json");
  replace("s/spikes.csv", "mid,", "middle,");
  const std::string said = refused("r s nowhere -o no/such/page.html");
  for (const char* fault :
       {"no/such/page.html: there is no folder", "nowhere: no such file or folder",
        "r/stats.json: has no number at /summary/energy_pj",
        "r/accesses.csv: record 1: count: 'many", "s/resolved.json: no such file",
        "s/spikes.csv: record 1: no spike of a neuron of this run"}) {
    EXPECT_NE(said.find(fault), std::string::npos) << fault << "\n" << said;
  }
}

TEST_F(ReportCommand, SaysWhatAFolderIsNot) {
  fs::create_directory(scratch_.path() / "empty");
  EXPECT_EQ(refused("empty -o page.html"),
            "empty: holds no result of engram run or engram sweep\n");
  fs::create_directory(scratch_.path() / "trained");
  scratch_.write("trained/manifest.json", "{}");
  EXPECT_EQ(refused("trained -o page.html"), "trained: is a result, but of no run and no sweep\n");
  scratch_.write("text.db", "this is no database, but long enough to be looked at as one");
  EXPECT_NE(refused("text.db -o page.html").find("text.db: "), std::string::npos);
  scratch_.write("empty/shard-1-of-2.db", "");
  EXPECT_NE(refused("empty -o page.html").find("engram merge first"), std::string::npos);
  run("r");
  replace("r/stats.json", "\"schema_version\": 1", "\"schema_version\": 2");
  EXPECT_EQ(refused("r -o page.html"),
            "r/stats.json: has schema_version 2, this program reads 1\n");
}

TEST_F(ReportCommand, APageThatIsThereStaysWhereTheNextOneFails) {
  scratch_.write("page.html", "before");
  refused("nowhere -o page.html");
  EXPECT_EQ(page(), "before");
}

TEST_F(ReportCommand, NamesCannotLeaveTheData) {
  std::string config = small_config();
  const std::string evil = "</script><img src=x onerror=alert(1)>";
  for (std::size_t at = config.find("\"mid\""); at != config.npos;
       at = config.find("\"mid\"", at + 1)) {
    config.replace(at, 5, "\"" + evil + "\"");
  }
  scratch_.write("evil.json", config);
  ASSERT_EQ(engram("run evil.json --quiet --out r", scratch_.path()).exit_code, 0);
  ASSERT_EQ(report("r -o page.html").exit_code, 0);
  EXPECT_EQ(page().find("<img"), std::string::npos);
  EXPECT_NE(page().find("\\u003cimg src=x"), std::string::npos);
}

TEST(ReportOfASweep, HasEveryPointAndItsConfig) {
  const SweepFolder folder;
  folder.sweep(kTwelvePoints);
  ASSERT_EQ(engram("sweep sweep.json --quiet --out s", folder.path()).exit_code, 0);
  ASSERT_EQ(engram("report s -o page.html", folder.path()).exit_code, 0);
  ASSERT_EQ(engram("report s/sweep.db -o same.html", folder.path()).exit_code, 0);
  const std::string page = read_file(folder.path() / "page.html");
  EXPECT_NE(page.find("{\"kind\":\"sweep\""), std::string::npos);
  for (const char* what : {"\"number\":11,", "\"objectives\":[\"stored_bits least\"",
                           "\"total\":12", "[\"/workload/input/timesteps\",3]",
                           "[\"/chip/core/synapse_memory/encoding\",\"bitmap\"]"}) {
    EXPECT_NE(page.find(what), std::string::npos) << what;
  }
  // The sweep goes on afterwards: reading has left it as it was.
  EXPECT_EQ(engram("sweep sweep.json --quiet --out s --resume", folder.path()).exit_code, 0);
}

TEST(ReportOfASweep, RefusesWhatDoesNotBelongTogether) {
  const SweepFolder folder;
  folder.sweep(kTwelvePoints);
  ASSERT_EQ(engram("sweep sweep.json --quiet --out s", folder.path()).exit_code, 0);
  ASSERT_EQ(engram("run run.json --quiet --out r", folder.path()).exit_code, 0);
  const ProgramResult both = engram("report s r s -o page.html", folder.path());
  EXPECT_EQ(both.exit_code, 3);
  EXPECT_EQ(both.errors,
            "a report shows one sweep; these are several\n"
            "a report shows runs or a sweep; these are both\n");
  {
    Database database(folder.path() / "s/sweep.db", Database::Open::existing);
    database.run("UPDATE points SET config = '{' WHERE number = 3");
    database.run("DELETE FROM settings WHERE key = (SELECT key FROM points WHERE number = 5)");
  }
  const ProgramResult broken = engram("report s -o page.html", folder.path());
  EXPECT_EQ(broken.exit_code, 3);
  EXPECT_NE(broken.errors.find("s/sweep.db: "), std::string::npos) << broken.errors;
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "page.html"));
}

}  // namespace
}  // namespace engram::sim
