#include <gtest/gtest.h>

#include <cmath>

#include "sim/compare/comparison_text.hpp"

namespace engram::sim {
namespace {

RunResult made(const std::string& folder, const std::string& table,
               std::vector<ResultFigure> figures) {
  RunResult result;
  result.folder = folder;
  result.kind = "chip";
  result.context = {{"name", "n"}, {"table", table}};
  result.figures = std::move(figures);
  return result;
}

Comparison three() {
  return compare(
      {made("base", "ihp",
            {{"energy", "pJ", 100},
             {"cycles", "", 20},
             {"stalls", "", 0},
             {"part.clock", "pJ", 60},
             {"layer.a", "pJ", 5}}),
       made("b", "ihp",
            {{"energy", "pJ", 105},
             {"cycles", "", 20},
             {"stalls", "", 0},
             {"part.clock", "pJ", 30},
             {"memory.m", "pJ", 1},
             {"layer.a", "pJ", 5}}),
       made("c", "cacti", {{"energy", "pJ", 90}, {"cycles", "", 21}, {"stalls", "", 3}})});
}

TEST(Compare, FiguresStandSideBySide) {
  const Comparison comparison = three();
  std::vector<std::string> ids;
  for (const ComparedFigure& figure : comparison.figures) ids.push_back(figure.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"energy", "cycles", "stalls", "part.clock", "memory.m",
                                           "layer.a"}));
  const ComparedFigure& energy = *comparison.find("energy");
  EXPECT_EQ(energy.group(), "");
  EXPECT_EQ(energy.ratio(1), 1.05);
  EXPECT_EQ(energy.ratio(2), 0.9);
  EXPECT_EQ(energy.difference(2), 0.1);
  EXPECT_EQ(comparison.find("memory.m")->group(), "memory");
  EXPECT_EQ(comparison.find("memory.m")->values, (std::vector<std::optional<double>>{{}, 1.0, {}}));
  EXPECT_EQ(comparison.find("nothing"), nullptr);
}

TEST(Compare, RatiosToNothing) {
  const Comparison comparison = three();
  const ComparedFigure& stalls = *comparison.find("stalls");
  EXPECT_EQ(stalls.ratio(1), 1.0);
  EXPECT_EQ(stalls.difference(1), 0);
  EXPECT_EQ(stalls.ratio(2), std::nullopt);
  EXPECT_TRUE(std::isinf(stalls.difference(2)));
  const ComparedFigure& memory = *comparison.find("memory.m");
  EXPECT_EQ(memory.ratio(1), std::nullopt);
  EXPECT_TRUE(std::isinf(memory.difference(1)));
  EXPECT_EQ(memory.difference(2), 0) << "neither has it";
}

TEST(Compare, ContextThatDiffers) {
  const Comparison comparison = three();
  ASSERT_EQ(comparison.context.size(), 2U);
  EXPECT_FALSE(comparison.context[0].differs());
  EXPECT_TRUE(comparison.context[1].differs());
  EXPECT_NE(comparison_screen(comparison).find("they differ in table: ihp, ihp, cacti\n"),
            std::string::npos);
}

TEST(Threshold, IsReadAsWritten) {
  Thresholds all, named, both;
  EXPECT_EQ(read_thresholds("5%", all), "");
  EXPECT_EQ(all.all, 0.05);
  EXPECT_EQ(read_thresholds("energy=2.5%,latency=0", named), "");
  EXPECT_FALSE(named.all);
  EXPECT_EQ(named.named, (std::map<std::string, double>{{"energy", 0.025}, {"latency", 0}}));
  EXPECT_EQ(read_thresholds("part.clock=1 %,10%", both), "");
  EXPECT_EQ(both.all, 0.1);
  EXPECT_EQ(both.named.at("part.clock"), 0.01);
}

TEST(Threshold, RefusesWhatIsNoPercentage) {
  for (const char* text : {"", "5", "x%", "-1%", "energy", "energy=", "energy=5", "5%,,", "nan%",
                           "inf%", "5%,6%", "energy=1%,energy=2%", "5%%"}) {
    Thresholds thresholds;
    EXPECT_NE(read_thresholds(text, thresholds), "") << text;
  }
}

std::vector<std::string> found(const std::string& text) {
  const Comparison comparison = three();
  Thresholds thresholds;
  EXPECT_EQ(read_thresholds(text, thresholds), "");
  std::vector<std::string> names;
  for (const Excess& excess : excesses(comparison, thresholds)) {
    names.push_back(excess.figure->id + result_letter(excess.result));
  }
  return names;
}

TEST(Threshold, WatchesHeadlineFiguresOrThoseNamed) {
  EXPECT_EQ(found("4.9%"), (std::vector<std::string>{"energyB", "energyC", "cyclesC", "stallsC"}));
  EXPECT_EQ(found("5%"), (std::vector<std::string>{"energyC", "stallsC"})) << "5 % is allowed";
  EXPECT_EQ(found("1000%"), (std::vector<std::string>{"stallsC"})) << "a base of 0 allows 0";
  EXPECT_EQ(found("cycles=0"), (std::vector<std::string>{"cyclesC"}));
  EXPECT_EQ(found("part.clock=10%"), (std::vector<std::string>{"part.clockB", "part.clockC"}));
  EXPECT_EQ(found("memory.m=10%"), (std::vector<std::string>{"memory.mB"}));
  EXPECT_EQ(found("20%,energy=7%,stalls=0"), (std::vector<std::string>{"energyC", "stallsC"}));
}

TEST(Threshold, NamesWhatIsTooFarAway) {
  const Comparison comparison = three();
  Thresholds thresholds;
  read_thresholds("energy=1%,memory.m=1%", thresholds);
  EXPECT_EQ(excess_text(comparison, excesses(comparison, thresholds)),
            "energy: B is 5 % above A (105 pJ against 100 pJ, b), allowed 1 %\n"
            "energy: C is 10 % below A (90 pJ against 100 pJ, c), allowed 1 %\n"
            "memory.m: only B has it (1 pJ against -, b), allowed 1 %\n");
}

TEST(Threshold, FigureThatNobodyHas) {
  Thresholds thresholds;
  read_thresholds("enrgy=1%,cycles=1%", thresholds);
  EXPECT_EQ(unknown_figures(three(), thresholds),
            "--threshold: no result has a figure 'enrgy'; did you mean 'energy'?");
}

TEST(CompareText, RecordsHaveARowAFigure) {
  Thresholds thresholds;
  read_thresholds("energy=5%", thresholds);
  const Comparison comparison = three();
  const std::string csv =
      records_text(comparison_records(comparison, thresholds), OutputFormat::csv);
  EXPECT_EQ(
      csv,
      "figure,group,unit,value_1,value_2,ratio_2,value_3,ratio_3,allowed_difference,exceeded\n"
      "context.folder,context,,base,b,,c,,,\n"
      "context.name,context,,n,n,,n,,,\n"
      "context.table,context,,ihp,ihp,,cacti,,,\n"
      "energy,headline,pJ,100,105,1.05,90,0.9,0.05,true\n"
      "cycles,headline,,20,20,1,21,1.05,,\n"
      "stalls,headline,,0,0,1,3,,,\n"
      "part.clock,part,pJ,60,30,0.5,,,,\n"
      "memory.m,memory,pJ,,1,,,,,\n"
      "layer.a,layer,pJ,5,5,1,,,,\n");
}

}  // namespace
}  // namespace engram::sim
