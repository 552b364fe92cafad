#include <gtest/gtest.h>

#include "sim/config/config_fault.hpp"
#include "sim/study/study_text.hpp"

/// What many rows say together.
namespace engram::sim {
namespace {

class StudyChecks : public testing::Test {
 protected:
  StudyChecks() {
    StudyColumn column;
    column.name = "uJ";
    study_.tables.emplace_back().columns = {column};
    results_.emplace_back();
  }
  void row(const char* bits, const char* format, double ours, double theirs) {
    results_[0].push_back({{{"bits", bits}, {"format", format}}, {ours}, {theirs}});
  }
  StudyVerdict verdict(const StudyCheck& check) const {
    return check_text(check, study_, results_);
  }
  Study study_;
  std::vector<std::vector<StudyResult>> results_;
};

TEST_F(StudyChecks, RankCorrelationIsSpearmans) {
  row("2", "a", 1, 10);
  row("3", "a", 2, 30);
  row("4", "a", 3, 20);
  row("5", "a", 4, 40);
  row("5", "b", 9, 0.1);
  StudyCheck check{StudyCheck::Kind::rank, "r", "uJ", {{"format", "a"}}, 0.8, {}, {}, {}, {}, {}};
  // 1 - 6 (1 + 1) / (4 x 15)
  EXPECT_EQ(verdict(check).text, "r: rank correlation 0.800 over 4 rows\n");
  check.bound = 0.81;
  EXPECT_FALSE(verdict(check).within);
}

TEST_F(StudyChecks, ErrorsMeasuredByOneRow) {
  row("2", "a", 2, 1);
  row("3", "a", 4.4, 2);
  row("4", "a", 7.2, 3);
  StudyCheck check{
      StudyCheck::Kind::relative, "e", "uJ", {}, 0.11, {{"bits", "2"}}, {}, {}, {}, {}};
  EXPECT_EQ(verdict(check).text,
            "e: median error 10.0 %, ninetieth percentile 18.0 %, largest 20.0 %\n");
  EXPECT_TRUE(verdict(check).within);
  check.bound = 0.09;
  EXPECT_FALSE(verdict(check).within);
  check.to = {{"bits", "7"}};
  EXPECT_THROW(verdict(check), ConfigFault);
}

TEST_F(StudyChecks, WinnersByGroup) {
  row("2", "a", 1, 1);
  row("2", "b", 5, 5);
  row("2", "c", 2, 2);
  row("3", "a", 4, 1);
  row("3", "b", 5, 5);
  row("3", "c", 3, 2);
  StudyCheck check{
      StudyCheck::Kind::winners, "w", "uJ", {}, 2, {}, "format", {"a", "b"}, {"c"}, {"bits"}};
  EXPECT_EQ(verdict(check).text, "w: the same winner in 1 of 2 groups; not in 3  OUT OF BOUNDS\n");
  check.bound = 1;
  EXPECT_TRUE(verdict(check).within);
  check.column = "none";
  EXPECT_THROW(verdict(check), ConfigFault);
}

}  // namespace
}  // namespace engram::sim
