#include "sim/study/study_text.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sim/config/config_fault.hpp"
#include "sim/study/study_records.hpp"

/// The comparison: every row, errors by group, verdicts.
namespace engram::sim {
namespace {

/// Two groups of one column; errors 1 %, 3 %, 2 % and 10 %.
struct Compared {
  Compared() {
    table.published = std::filesystem::temp_directory_path() /
                      ("study_text" + std::to_string(::getpid()) + ".csv");
    std::ofstream(table.published) << "kind,bits,uJ\n";
    table.group = {"kind"};
    StudyColumn column;
    column.name = "uJ";
    column.bounds = {0.021, 0.031};
    column.group_bounds["y"] = {0.11, 0.11};
    table.columns = {column};
    const auto row = [&](const char* kind, const char* bits, double ours, double theirs) {
      results.push_back({{{"kind", kind}, {"bits", bits}, {"uJ", "-"}}, {ours}, {theirs}});
    };
    row("x", "2", 1.01, 1);
    row("x", "3", 1.94, 2);
    row("x", "4", 4.08, 4);
    row("y", "2", 9, 10);
  }
  ~Compared() { std::filesystem::remove(table.published); }
  StudyTable table;
  std::vector<StudyResult> results;
};

TEST(StudyText, PrintsOursTheirsAndRatio) {
  const Compared compared;
  const StudyVerdict verdict = table_text(compared.table, compared.results);
  EXPECT_TRUE(verdict.within);
  EXPECT_NE(verdict.text.find("x           3                   1.94          2  0.9700\n"),
            std::string::npos)
      << verdict.text;
  EXPECT_NE(verdict.text.find("x                        uJ              3     2.00%     3.00%\n"),
            std::string::npos)
      << verdict.text;
  EXPECT_NE(verdict.text.find("y                        uJ              1    10.00%    10.00%\n"),
            std::string::npos)
      << verdict.text;
}

TEST(StudyText, BoundsAreOfMedianAndLargestInAGroup) {
  Compared compared;
  compared.table.columns[0].bounds = {0.019, 0.031};
  EXPECT_FALSE(table_text(compared.table, compared.results).within) << "the median of x is 2 %";
  compared.table.columns[0].bounds = {0.021, 0.029};
  EXPECT_FALSE(table_text(compared.table, compared.results).within) << "the largest of x is 3 %";
  compared.table.columns[0].bounds = {0.021, 0.031};
  compared.table.columns[0].group_bounds.clear();
  const StudyVerdict verdict = table_text(compared.table, compared.results);
  EXPECT_FALSE(verdict.within) << "y is 10 % off";
  EXPECT_NE(verdict.text.find("10.00%  OUT OF BOUNDS"), std::string::npos) << verdict.text;
}

TEST(StudyText, RecordsHaveARowAFigureAndAGroup) {
  const Compared compared;
  Study study;
  study.tables = {compared.table};
  const std::vector<RecordTable> tables = study_records(study, {compared.results});
  ASSERT_EQ(tables.size(), 3U);
  const std::string file = compared.table.published.filename().string();
  ASSERT_EQ(tables[0].rows.size(), 4U);
  EXPECT_EQ(tables[0].rows[1],
            (std::vector<Cell>{file + ": kind=x bits=3: uJ", file, std::string("kind=x bits=3"),
                               std::string("uJ"), 1.94, 2.0, 1.94 / 2}));
  ASSERT_EQ(tables[1].rows.size(), 2U);
  EXPECT_EQ(tables[1].rows[1][4], Cell(Count{1}));
  EXPECT_EQ(std::get<double>(tables[1].rows[1][6]), std::abs(9.0 / 10 - 1));
  EXPECT_EQ(tables[1].rows[1][7], Cell(true));
}

TEST(StudyText, ARatioIsOfTwoRows) {
  const Compared compared;
  Study study;
  study.tables = {compared.table};
  StudyRatio ratio{"r", {"uJ"}, {{"kind", "y"}}, {{"kind", "x"}, {"bits", "3"}}, 0.4};
  // Ours 9 / 1.94 = 4.639, theirs 5.
  const StudyVerdict verdict = ratio_text(ratio, study, {compared.results});
  EXPECT_EQ(verdict.text, "r: ours 4.6392, theirs 5.0000\n");
  EXPECT_TRUE(verdict.within);
  ratio.within = 0.3;
  EXPECT_FALSE(ratio_text(ratio, study, {compared.results}).within);
}

TEST(StudyText, ARatioOfNoRowOrSeveralIsAFault) {
  const Compared compared;
  Study study;
  study.tables = {compared.table};
  const StudyRow one{{"kind", "y"}};
  EXPECT_THROW(ratio_text({"r", {"uJ"}, {{"kind", "x"}}, one, 1}, study, {compared.results}),
               ConfigFault);
  EXPECT_THROW(ratio_text({"r", {"uJ"}, one, {{"kind", "z"}}, 1}, study, {compared.results}),
               ConfigFault);
  EXPECT_THROW(ratio_text({"r", {"mW"}, one, one, 1}, study, {compared.results}), ConfigFault);
}

}  // namespace
}  // namespace engram::sim
