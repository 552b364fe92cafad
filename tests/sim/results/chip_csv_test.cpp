#include <gtest/gtest.h>

#include "energy/activity.hpp"
#include "sim/report/csv_table.hpp"
#include "tests/sim/command/program.hpp"

/// areas.csv, cores.csv, links.csv and timestep_energy.csv of a run of the built program.
namespace engram::sim {
namespace {

class ChipTables : public testing::Test {
 protected:
  void SetUp() override { scratch_.write("run.json", small_config()); }

  void run(const std::string& arguments) {
    const ProgramResult ran = engram("run run.json --quiet --out r " + arguments, scratch_.path());
    ASSERT_EQ(ran.exit_code, 0) << ran.errors;
  }
  bool has(const char* file) const { return std::filesystem::exists(scratch_.path() / "r" / file); }
  /// Sum of a column over the rows where column `where` is `what`; all rows where it is empty.
  double sum(const char* file, const std::string& column, const std::string& where = "",
             const std::string& what = "") const {
    std::vector<std::string> faults;
    std::vector<WantedColumn> wanted = {{column, WantedColumn::Kind::number}};
    if (!where.empty()) wanted.push_back({where});
    const CsvTable table = load_table(scratch_.path() / "r" / file, wanted, faults);
    EXPECT_EQ(faults, std::vector<std::string>{});
    double total = 0;
    for (std::size_t row = 0; row < table.rows; ++row) {
      if (where.empty() || table.text(where, row) == what) total += table.numbers(column)[row];
    }
    return total;
  }
  std::string stat(const std::string& key) const {
    return value_of(read_file(scratch_.path() / "r/stats.json"), key);
  }

  Scratch scratch_;
};

/// The links' flits are the hops that were counted and priced, whatever links the routers and
/// however flits are cast.
TEST_F(ChipTables, LinksCarryTheHopsThatWerePriced) {
  for (const char* topology : {"mesh", "ring", "tree"}) {
    for (const char* casting : {"unicast", "multicast"}) {
      run(std::string("--set /chip/noc/topology=") + topology +
          " --set /chip/noc/casting=" + casting);
      const double hops = sum("accesses.csv", "count", "kind", "noc_hop");
      EXPECT_GT(hops, 100) << topology;
      EXPECT_EQ(sum("links.csv", "flits"), hops) << topology << " " << casting;
    }
  }
  run("--set /chip/payload=multiply");
  EXPECT_FALSE(has("links.csv"));
}

TEST_F(ChipTables, AreasAddUpAndNeuronsLiveOnCores) {
  run("");
  EXPECT_NEAR(sum("areas.csv", "area_um2"), std::stod(stat("area_um2")), 1);
  EXPECT_EQ(sum("cores.csv", "neurons", "population", "mid"), 8);
  EXPECT_EQ(sum("cores.csv", "neurons", "population", "out"), 5);
  EXPECT_EQ(sum("cores.csv", "neurons", "population", "in"), 0);
  EXPECT_GT(sum("areas.csv", "words", "kind", "sram"), 0);
}

/// In attojoules, exactly: the numbers here are below 2^53.
TEST_F(ChipTables, TimestepsAddUpToTheTotal) {
  run("");
  EXPECT_FALSE(has("timestep_energy.csv"));
  for (const char* more : {"", "--set /fidelity=cycle", "--set /chip/schedule=pipelined",
                           "--set /chip/core/update=touched --set /chip/schedule=wave"}) {
    run(std::string("--set /results/timestep_energy=true ") + more);
    double total = 0;
    for (int part = 0; part < kParts; ++part) {
      const std::string name = to_string(static_cast<Part>(part));
      const double own = sum("timestep_energy.csv", name + "_aj");
      const double told = std::stod(stat(name));  // the first is in summary/energy_by_part_pj
      EXPECT_NEAR(own * 1e-6, told, told * 1e-12) << name << more;
      total += own;
    }
    EXPECT_EQ(total, std::stod(stat("energy_aj"))) << more;
  }
}

TEST_F(ChipTables, NoKeyOfStatsStandsTwice) {
  run("");
  const ProgramResult page = engram("report r -o page.html", scratch_.path());
  EXPECT_EQ(page.exit_code, 0) << page.errors;  // its reader refuses a key that is given twice
}

}  // namespace
}  // namespace engram::sim
