#include <gtest/gtest.h>

#include "sim/study/study.hpp"

/// What of a priced run belongs to a published column.
namespace engram::sim {
namespace {

energy::Ledger small_ledger() {
  energy::Ledger ledger;
  const auto line = [&](const char* region, Part part, double picojoules) {
    energy::LedgerLine one;
    one.region = region;
    one.part = part;
    one.total = Energy::picojoules(picojoules);
    ledger.lines.push_back(one);
  };
  line("fc.weights", Part::weight_memory, 1e6);
  line("fc.weights.backward", Part::weight_memory, 2e6);
  line("fc.weights.update", Part::weight_memory, 4e6);
  line("fc.bitmap", Part::metadata_memory, 8e6);
  line("fc.update", Part::controller, 16e6);
  line("state", Part::state_memory, 32e6);
  const auto area = [&](Part part, double nanowatts) {
    energy::AreaLine one;
    one.part = part;
    one.leakage_nw = nanowatts;
    ledger.areas.push_back(one);
  };
  area(Part::weight_memory, 1e6);
  area(Part::metadata_memory, 2.5e5);
  area(Part::state_memory, 4e6);
  return ledger;
}

StudyColumn column(std::vector<Part> parts) {
  StudyColumn column;
  column.parts = std::move(parts);
  return column;
}

TEST(StudyFigure, SumsTheLinesOfItsParts) {
  const energy::Ledger ledger = small_ledger();
  EXPECT_DOUBLE_EQ(study_figure(ledger, column({Part::weight_memory})), 7);
  EXPECT_DOUBLE_EQ(study_figure(ledger, column({Part::weight_memory, Part::controller})), 23);
  EXPECT_DOUBLE_EQ(study_figure(ledger, column({Part::noc})), 0);
}

TEST(StudyFigure, ChoosesRegionsByTheirEnds) {
  const energy::Ledger ledger = small_ledger();
  StudyColumn some = column({Part::weight_memory, Part::metadata_memory, Part::controller});
  some.except = {".backward", ".update"};
  EXPECT_DOUBLE_EQ(study_figure(ledger, some), 9);
  some.except = {};
  some.ending = {".backward", ".update"};
  EXPECT_DOUBLE_EQ(study_figure(ledger, some), 22);
  some.except = {".update"};
  EXPECT_DOUBLE_EQ(study_figure(ledger, some), 2);
}

TEST(StudyFigure, LeakageIsOfWhatIsOnAndOfTheParts) {
  StudyColumn leakage = column({Part::weight_memory, Part::metadata_memory});
  leakage.quantity = StudyColumn::Quantity::leakage_mw;
  EXPECT_DOUBLE_EQ(study_figure(small_ledger(), leakage), 1.25);
}

TEST(StudyFigure, TellsReadsFromWritesByTheKindBehindTheRegion) {
  energy::Ledger ledger = small_ledger();
  ledger.lines[2].kind = "read";  // fc.weights.update
  StudyColumn some = column({Part::weight_memory});
  some.except = {".update read"};
  EXPECT_DOUBLE_EQ(study_figure(ledger, some), 3);
  some.except = {".update write"};
  EXPECT_DOUBLE_EQ(study_figure(ledger, some), 7);
}

TEST(StudyFigure, IsAnOperationsShareAndAPowerAtARate) {
  StudyColumn some = column({Part::weight_memory, Part::state_memory});
  some.quantity = StudyColumn::Quantity::per_operation_pj;
  EXPECT_DOUBLE_EQ(study_figure(small_ledger(), some, 1000), 39e3) << "39 uJ";
  some.quantity = StudyColumn::Quantity::power_uw;
  some.rate = "rate";
  EXPECT_DOUBLE_EQ(study_figure(small_ledger(), some, 1000, 2), 78e3)
      << "pJ times million a second";
}

// 5 mW leak. The run's own leakage line, which knows how long the run took, is not added.
TEST(StudyFigure, LeakageJoinsAPowerAtItsRate) {
  energy::Ledger ledger = small_ledger();
  energy::LedgerLine leaked;
  leaked.part = Part::leakage;
  leaked.total = Energy::picojoules(1e9);
  ledger.lines.push_back(leaked);
  ledger.areas[0].name = "fc.weights";
  ledger.areas[2].name = "trace";
  StudyColumn some = column({Part::weight_memory, Part::state_memory, Part::leakage});
  some.quantity = StudyColumn::Quantity::power_uw;
  some.rate = "rate";
  EXPECT_DOUBLE_EQ(study_figure(ledger, some, 1000, 2), 78e3 + 5e3);
  some.quantity = StudyColumn::Quantity::per_operation_pj;
  EXPECT_DOUBLE_EQ(study_figure(ledger, some, 1000, 2), 39e3 + 2.5e3);
  some.except = {"trace"};
  EXPECT_DOUBLE_EQ(study_figure(ledger, some, 1000, 2), 39e3 + 0.5e3);
}

}  // namespace
}  // namespace engram::sim
