#include "hw/pipeline/row_pipeline.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "pipeline_rig.hpp"

/// Exact cycles of rows made by hand.
namespace engram::hw {
namespace {

using pipeline_rig::Row;
using Targets = std::vector<std::uint32_t>;

constexpr auto kPointers = RegionKind::pointers;
constexpr auto kMetadata = RegionKind::metadata;
constexpr auto kWeights = RegionKind::weights;

/// Both forms on memories of their own for every region; they must agree.
class RowPipelines : public testing::Test {
 protected:
  RowTimes one(const RowPipelineSpec& spec, const BankSpec& banks, const AccessTrace& trace,
               const Targets& targets) {
    return rows(spec, banks, {trace}, {targets}).front();
  }
  std::vector<RowTimes> rows(const RowPipelineSpec& spec, const BankSpec& banks,
                             const std::vector<AccessTrace>& traces,
                             const std::vector<Targets>& targets) {
    std::vector<Row> made;
    for (std::size_t k = 0; k < traces.size(); ++k) made.push_back({traces[k], targets[k], {}, {}});
    std::vector<const Row*> order;
    for (const Row& row : made) order.push_back(&row);
    const std::vector<std::uint64_t> from(order.size(), 0);
    std::vector<BankedMemory> mine(kRegionKinds, BankedMemory(banks));
    std::vector<BankedMemory> theirs = mine;
    RowMemories places{};
    RowMemories same{};
    for (std::size_t kind = 0; kind < places.size(); ++kind) {
      places[kind].memory = &mine[kind];
      same[kind].memory = &theirs[kind];
    }
    RowPipeline whole(spec, places);
    SteppedRowPipeline stepped(spec, same);
    const auto times = pipeline_rig::run(whole, order, from);
    EXPECT_EQ(times, pipeline_rig::step(stepped, order, from, pipeline_rig::always));
    EXPECT_EQ(whole.stalls(), stepped.stalls());
    stalls_ = whole.stalls();
    return times;
  }
  RowStalls stalls_;
};

RowPipelineSpec lanes(unsigned number, unsigned banks = 0) {
  RowPipelineSpec spec;
  spec.lanes = number;
  spec.accumulator_banks = banks;
  return spec;
}

TEST_F(RowPipelines, RefuseWhatCannotBeBuilt) {
  const auto refused = [](auto change) {
    RowPipelineSpec spec;
    change(spec);
    EXPECT_THROW(check_row_pipeline(spec), std::invalid_argument);
  };
  refused([](RowPipelineSpec& spec) { spec.lanes = 0; });
  refused([](RowPipelineSpec& spec) { spec.fetch_ahead = 0; });
  refused([](RowPipelineSpec& spec) { spec.addition_cycles = 0; });
  refused([](RowPipelineSpec& spec) { spec.addition_cycles = 2; });  // in registers
}

// Asked for in 0, there in L, decoded in L, added in L + 1.
TEST_F(RowPipelines, OneWordOneDelivery) {
  for (const unsigned latency : {1U, 2U, 5U}) {
    const RowTimes times = one(lanes(1), {1, 1, latency}, {{{kWeights, 0, 0}}}, {0});
    EXPECT_EQ(times, (RowTimes{0, 1, latency + 2}));
    EXPECT_EQ(stalls_.words, latency);
  }
}

TEST_F(RowPipelines, ARowWithoutWordsTakesACycle) {
  EXPECT_EQ(one(lanes(1), {}, {}, {}), (RowTimes{0, 1, 1}));
}

TEST_F(RowPipelines, ARowThatDeliversNothingEndsWithItsWords) {
  EXPECT_EQ(one(lanes(1), {1, 1, 3}, {{{kPointers, 0, 0}}}, {}), (RowTimes{0, 1, 4}));
  EXPECT_EQ(stalls_, RowStalls{});
}

TEST_F(RowPipelines, WeightsWaitForTheirPointer) {
  EXPECT_EQ(one(lanes(1), {1, 1, 2}, {{{kPointers, 0, 0}, {kWeights, 0, 0}}}, {0}),
            (RowTimes{0, 3, 6}));
}

TEST_F(RowPipelines, OnlyABitmapHoldsItsWeightsBack) {
  const std::vector<WordAccess> words{{kPointers, 0, 0}, {kMetadata, 0, 0}, {kWeights, 0, 0}};
  EXPECT_EQ(one(lanes(1), {}, {words, false}, {0}), (RowTimes{0, 2, 4}));
  EXPECT_EQ(one(lanes(1), {}, {words, true}, {0}), (RowTimes{0, 3, 5}));
}

// Rows of several images take turns in a core: what one waits for is no business of the next.
TEST_F(RowPipelines, WeightsDoNotWaitForPointersOfTheRowBefore) {
  const auto times =
      rows(lanes(1), {1, 1, 4}, {{{{kPointers, 0, 0}}}, {{{kWeights, 0, 0}}}}, {{}, {0}});
  EXPECT_EQ(times[0], (RowTimes{0, 1, 5}));
  EXPECT_EQ(times[1], (RowTimes{1, 2, 7}));
}

// Code in 1, its table entry asked for then, there in 2; the type alone would not have waited.
TEST_F(RowPipelines, ACodebookEntryWaitsForItsCode) {
  const std::vector<WordAccess> words{
      {RegionKind::axon_types, 0, 0}, {kWeights, 0, 0}, {RegionKind::codebook, 5, 0}};
  EXPECT_EQ(one(lanes(1), {}, {words}, {0}), (RowTimes{0, 2, 4}));
  EXPECT_EQ(one(lanes(1), {1, 1, 3}, {words}, {0}), (RowTimes{0, 4, 8}));
}

TEST_F(RowPipelines, TwoWordsOfOneBankTakeTurns) {
  const std::vector<WordAccess> words{{kWeights, 0, 0}, {kWeights, 2, 0}};
  EXPECT_EQ(one(lanes(1), {2, 1, 1}, {words}, {0}), (RowTimes{0, 2, 4}));
  EXPECT_EQ(stalls_.memory, 1u);
  EXPECT_EQ(one(lanes(1), {2, 2, 1}, {words}, {0}), (RowTimes{0, 1, 3}));
  EXPECT_EQ(stalls_.memory, 0u);
  EXPECT_EQ(one(lanes(1), {2, 1, 1}, {{{kWeights, 0, 0}, {kWeights, 1, 0}}}, {0}),
            (RowTimes{0, 1, 3}));
}

TEST_F(RowPipelines, TargetsOfOneAccumulatorBankTakeTurns) {
  const AccessTrace trace{{{kWeights, 0, 0}}};
  EXPECT_EQ(one(lanes(4, 4), {}, trace, {0, 1, 2, 3}).finished, 3u);
  EXPECT_EQ(stalls_.accumulator, 0u);
  EXPECT_EQ(one(lanes(4, 4), {}, trace, {0, 4, 1, 2}).finished, 4u);
  EXPECT_EQ(stalls_.accumulator, 1u);
  EXPECT_EQ(one(lanes(4, 4), {}, trace, {0, 4, 8, 12}).finished, 6u);
  EXPECT_EQ(stalls_.accumulator, 3u);
  EXPECT_EQ(one(lanes(4, 0), {}, trace, {0, 4, 8, 12}).finished, 3u);  // registers
}

TEST_F(RowPipelines, AReadModifyWriteThroughOnePortKeepsItsBankTwoCycles) {
  RowPipelineSpec spec = lanes(1, 1);
  spec.addition_cycles = 2;
  EXPECT_EQ(one(spec, {}, {{{kWeights, 0, 0}}}, {0}).finished, 4u);
  EXPECT_EQ(one(spec, {}, {{{kWeights, 0, 0}}}, {0, 0}).finished, 6u);
}

TEST_F(RowPipelines, LanesHoldDecodeBack) {
  EXPECT_EQ(one(lanes(2), {}, {{{kWeights, 0, 0}}}, {0, 1, 2, 3, 4}).finished, 5u);
  EXPECT_EQ(one(lanes(2, 1), {}, {{{kWeights, 0, 0}}}, {0, 1, 2, 3, 4}).finished, 7u);
  EXPECT_EQ(stalls_.lanes, 0u);  // a lane is free every cycle, so decode takes one
}

TEST_F(RowPipelines, FetchKeepsItsDistanceToDecode) {
  RowPipelineSpec spec = lanes(1);
  spec.fetch_ahead = 1;
  const AccessTrace trace{{{kWeights, 0, 0}, {kWeights, 1, 1}, {kWeights, 2, 2}}};
  EXPECT_EQ(one(spec, {}, trace, {0, 1, 2}), (RowTimes{0, 5, 7}));
  EXPECT_EQ(stalls_.room, 2u);
  spec.fetch_ahead = 2;  // latency 1 and one lane: two deliveries ahead are enough
  EXPECT_EQ(one(spec, {}, trace, {0, 1, 2}), (RowTimes{0, 3, 5}));
}

TEST_F(RowPipelines, ARowIsAcceptedWhenTheWordsBeforeAreGranted) {
  const AccessTrace trace{{{kPointers, 0, 0}, {kWeights, 0, 0}}};
  const auto times = rows(lanes(1), {}, {trace, trace}, {{0, 1, 2, 3}, {0}});
  EXPECT_EQ(times[0], (RowTimes{0, 2, 7}));
  EXPECT_EQ(times[1], (RowTimes{2, 4, 8}));
}

// The second row is decoded while the first still has an addition to begin, and a lane is free.
TEST_F(RowPipelines, AdditionsOfACycleBelongToOneRow) {
  const AccessTrace trace{{{kWeights, 0, 0}}};
  const auto times = rows(lanes(4), {}, {trace, trace}, {{0, 1}, {0}});
  EXPECT_EQ(times[0], (RowTimes{0, 1, 3}));
  EXPECT_EQ(times[1], (RowTimes{1, 2, 4}));
  RowPipelineSpec slow = lanes(4, 4);  // the second row catches up while the first adds
  const auto held = rows(slow, {}, {trace, trace}, {{0, 4, 8}, {1}});
  EXPECT_EQ(held[0].finished, 5u);
  EXPECT_EQ(held[1].finished, 6u);
}

// The drawing of hw/README.md.
TEST(SteppedRowPipeline, GrantsAndAddsInThisSequence) {
  std::vector<BankedMemory> memory(2, BankedMemory({1, 1, 1}));
  RowMemories places{};
  places[0].memory = &memory[0];
  places[2].memory = &memory[1];
  SteppedRowPipeline pipeline({}, places);
  const AccessTrace trace{{{kPointers, 3, 0}, {kWeights, 8, 0}}};
  const Targets first{5, 6, 7, 8};
  const Targets second{6};
  std::vector<std::vector<WordAccess>> granted;
  std::vector<Targets> begun;
  for (int cycle = 0; cycle < 8; ++cycle) {
    if (cycle == 0) pipeline.accept(trace, first);
    if (cycle == 2) pipeline.accept(trace, second);
    const SteppedRowPipeline::Cycle& moved = pipeline.step(true);
    granted.push_back(moved.granted);
    begun.push_back(moved.begun);
  }
  const std::vector<WordAccess> pointer{trace.words[0]}, weights{trace.words[1]}, none;
  EXPECT_EQ(granted, (std::vector<std::vector<WordAccess>>{pointer, weights, pointer, weights, none,
                                                           none, none, none}));
  EXPECT_EQ(begun, (std::vector<Targets>{{}, {}, {}, {5}, {6}, {7}, {8}, {6}}));
  EXPECT_TRUE(pipeline.idle());
}

TEST(SteppedRowPipeline, AdditionsWaitForReady) {
  BankedMemory memory({1, 1, 1});
  RowMemories places{};
  for (RegionPlace& place : places) place.memory = &memory;
  SteppedRowPipeline pipeline({}, places);
  const AccessTrace trace{{{kWeights, 0, 0}}};
  const Targets targets{0};
  pipeline.accept(trace, targets);
  EXPECT_FALSE(pipeline.accepts());
  for (int cycle = 0; cycle < 6; ++cycle) pipeline.step(false);
  EXPECT_EQ(pipeline.stalls().back_pressure, 4u);  // cycles 2 to 5
  EXPECT_FALSE(pipeline.idle());
  pipeline.step(true);
  EXPECT_TRUE(pipeline.idle());
  EXPECT_EQ(pipeline.finished().front(), (RowTimes{0, 1, 7}));
}

}  // namespace
}  // namespace engram::hw
