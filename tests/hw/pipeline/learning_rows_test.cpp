#include <gtest/gtest.h>

#include "pipeline_rig.hpp"

/// Exact cycles of columns and updates made by hand: both forms must agree.
namespace engram::hw::learning_rows {
namespace {

using pipeline_rig::Row;
using Cycles = std::vector<std::uint64_t>;

constexpr auto kWeights = RegionKind::weights;
constexpr auto kReversePointers = RegionKind::reverse_pointers;
constexpr auto kReverseList = RegionKind::reverse_list;

struct Outcome {
  std::vector<RowTimes> times;
  Cycles reads, writes;  ///< cycles in which words of weights were granted
  RowStalls stalls;
  std::uint64_t drained = 0;
};

class LearningRows : public testing::Test {
 protected:
  static RowMemories places(std::vector<BankedMemory>& memories) {
    RowMemories made{};
    for (std::size_t kind = 0; kind < made.size(); ++kind) made[kind].memory = &memories[kind];
    return made;
  }

  Outcome run(unsigned lanes, const BankSpec& banks, const std::vector<Row>& rows) {
    RowPipelineSpec spec;
    spec.lanes = lanes;
    spec.requester = Requester::update;
    std::vector<BankedMemory> mine(kRegionKinds, BankedMemory(banks));
    RowPipeline whole(spec, places(mine));
    RowLog log;
    whole.log(&log);
    Outcome outcome;
    for (const Row& row : rows) {
      outcome.times.push_back(whole.run_row(row.trace, row.targets, 0, row.writes));
    }
    outcome.drained = whole.drain();
    outcome.stalls = whole.stalls();
    for (const WordGrant& grant : log.words) {
      if (grant.kind == kWeights)
        (grant.write ? outcome.writes : outcome.reads).push_back(grant.cycle);
    }
    compare(spec, banks, rows, outcome);
    return outcome;
  }

  static void compare(const RowPipelineSpec& spec, const BankSpec& banks,
                      const std::vector<Row>& rows, const Outcome& outcome) {
    std::vector<BankedMemory> theirs(kRegionKinds, BankedMemory(banks));
    SteppedRowPipeline stepped(spec, places(theirs));
    Cycles reads, writes;
    for (std::size_t next = 0; next < rows.size() || !stepped.idle();) {
      if (next < rows.size() && stepped.accepts()) {
        stepped.accept(rows[next].trace, rows[next].targets, rows[next].writes);
        ++next;
      }
      const std::uint64_t now = stepped.now();
      const auto& cycle = stepped.step(true);
      for (const WordAccess& access : cycle.granted) {
        if (access.kind == kWeights) reads.push_back(now);
      }
      writes.insert(writes.end(), cycle.written.size(), now);
    }
    EXPECT_EQ(reads, outcome.reads);
    EXPECT_EQ(writes, outcome.writes);
    EXPECT_EQ(stepped.finished(), outcome.times);
    EXPECT_EQ(stepped.stalls(), outcome.stalls);
  }
};

/// An update of a word each for so many weights, from word `first` on.
Row update(std::uint64_t first, std::uint64_t weights) {
  Row row;
  for (std::uint64_t k = 0; k < weights; ++k) {
    row.trace.words.push_back({kWeights, first + k, k});
    row.writes.push_back({kWeights, first + k, k});
  }
  row.targets.assign(weights, 0);
  return row;
}

// Pointers, the list behind them, the weight behind that; not a cycle before.
TEST_F(LearningRows, AColumnFollowsItsReverseList) {
  for (const unsigned latency : {1U, 2U, 4U}) {
    Row column;
    column.trace.words = {{kReversePointers, 0, 0}, {kReverseList, 0, 0}, {kWeights, 0, 0}};
    column.targets = {0};
    const Outcome outcome = run(1, {1, 1, latency}, {column});
    EXPECT_EQ(outcome.reads, (Cycles{2 * latency}));
    EXPECT_EQ(outcome.times.front(), (RowTimes{0, 2 * latency + 1, 3 * latency + 2}));
  }
}

// Granted in 0, there in L, decoded in L, stepped in L + 1, written in L + 2.
TEST_F(LearningRows, AWordGoesBackWhenItsWeightHasStepped) {
  for (const unsigned latency : {1U, 3U}) {
    const Outcome outcome = run(1, {1, 1, latency}, {update(0, 1)});
    EXPECT_EQ(outcome.writes, (Cycles{latency + 2}));
    EXPECT_EQ(outcome.drained, latency + 3);
  }
}

TEST_F(LearningRows, AWordOfTwoWeightsWaitsForTheSecond) {
  Row row;
  row.trace.words = {{kWeights, 0, 0}};
  row.writes = {{kWeights, 0, 1}};
  row.targets = {0, 0};
  EXPECT_EQ(run(1, {1, 1, 1}, {row}).writes, (Cycles{4}));
  EXPECT_EQ(run(2, {1, 1, 1}, {row}).writes, (Cycles{3}));  // both step in one cycle
}

// One port: the reads of the second update wait while the first is written; two: they do not.
TEST_F(LearningRows, ReadsAndWritesShareOnePortAndOverlapOnTwo) {
  const std::vector<Row> rows{update(0, 2), update(2, 2)};
  const Outcome one = run(1, {1, 1, 1}, rows);
  EXPECT_EQ(one.reads, (Cycles{0, 1, 2, 6}));
  EXPECT_EQ(one.writes, (Cycles{3, 4, 5, 9}));
  EXPECT_EQ(one.stalls.memory, 3U);
  EXPECT_EQ(one.drained, 10U);
  const Outcome two = run(1, {1, 2, 1}, rows);
  EXPECT_EQ(two.reads, (Cycles{0, 1, 2, 3}));
  EXPECT_EQ(two.writes, (Cycles{3, 4, 5, 6}));
  EXPECT_EQ(two.stalls.memory, 0U);
  EXPECT_EQ(two.drained, 7U);
}

// Two banks: word 3 is read while word 0 and 2 are written into the other.
TEST_F(LearningRows, ABankIsFreeWhileTheOtherIsWritten) {
  const Outcome outcome = run(1, {2, 1, 1}, {update(0, 1), update(2, 1), update(3, 1)});
  EXPECT_EQ(outcome.reads, (Cycles{0, 1, 2}));
  EXPECT_EQ(outcome.writes, (Cycles{3, 4, 5}));
  EXPECT_EQ(outcome.stalls.memory, 0U);
}

// A word that the update before has still to write is read in the cycle after it is written.
TEST_F(LearningRows, AWordIsNotReadBeforeItIsWritten) {
  for (const unsigned latency : {1U, 3U}) {
    const Outcome outcome = run(1, {1, 2, latency}, {update(0, 1), update(0, 1)});
    EXPECT_EQ(outcome.writes.front(), latency + 2);
    EXPECT_EQ(outcome.reads, (Cycles{0, latency + 3}));
    EXPECT_EQ(outcome.stalls.write_pending, latency + 2);
  }
  EXPECT_EQ(run(1, {1, 2, 1}, {update(0, 1), update(1, 1)}).stalls.write_pending, 0U);
}

}  // namespace
}  // namespace engram::hw::learning_rows
