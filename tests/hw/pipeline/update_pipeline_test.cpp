#include "hw/pipeline/update_pipeline.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "hw/pipeline/stepped_update_pipeline.hpp"

/// Exact cycles and closed formulas of sweeps.
namespace engram::hw {
namespace {

using Work = std::vector<NeuronWork>;

struct Swept {
  UpdateTimes times;
  UpdateStalls stalls;
};

/// Both forms; they must agree.
Swept sweep(const UpdatePipelineSpec& spec, const Work& work) {
  UpdatePipeline whole(spec);
  const UpdateTimes times = whole.run_sweep(work, 0);
  SteppedUpdatePipeline stepped(spec, work);
  while (!stepped.finished()) stepped.step(true);
  EXPECT_EQ(times, stepped.times());
  EXPECT_EQ(whole.stalls(), stepped.stalls());
  return {times, whole.stalls()};
}

TEST(UpdatePipeline, RefusesWhatCannotBeBuilt) {
  EXPECT_THROW(UpdatePipeline({0, 1, 1}), std::invalid_argument);
  EXPECT_THROW(UpdatePipeline({3, 1, 1}), std::invalid_argument);
  EXPECT_THROW(UpdatePipeline({1, 0, 1}), std::invalid_argument);
  EXPECT_THROW(UpdatePipeline({1, 1, 0}), std::invalid_argument);
}

TEST(UpdatePipeline, NobodyTakesNoTime) {
  EXPECT_EQ(UpdatePipeline({}).run_sweep(Work{}, 7), (UpdateTimes{7, 7}));
}

TEST(UpdatePipeline, OneNeuronTakesFourStages) {
  EXPECT_EQ(sweep({2, 1, 1}, Work(1)).times.written, 4u);
  EXPECT_EQ(sweep({1, 1, 1}, Work(1)).times.written, 4u);
  EXPECT_EQ(sweep({2, 3, 1}, Work(1)).times.written, 6u);
  EXPECT_EQ(sweep({1, 2, 1}, Work(1)).times.written, 6u);  // ready in 4, the turn to write is 5
}

// fast: n + 4 and 2 n + 4.
TEST(UpdatePipeline, ASweepIsANeuronACycleOrTwo) {
  for (const std::size_t neurons : {1U, 2U, 5U, 100U}) {
    for (const unsigned latency : {1U, 2U, 3U}) {
      EXPECT_EQ(sweep({2, latency, 1}, Work(neurons)).times.written, neurons + 2 + latency);
    }
    EXPECT_EQ(sweep({1, 1, 1}, Work(neurons)).times.written, 2 * neurons + 2);
  }
}

TEST(UpdatePipeline, LateDecaysHoldTheMultiplier) {
  EXPECT_EQ(sweep({2, 1, 1}, Work(10, {3, 0})).times.written, 10u + 3 + 30);
  EXPECT_EQ(sweep({1, 1, 1}, Work(10, {1, 0})).times.written, 20u + 2 + 2);  // beside the port
}

TEST(UpdatePipeline, AnEventIsSentTheCycleAfterItsStateIsWritten) {
  EXPECT_EQ(sweep({2, 1, 1}, {{0, 1}}).times, (UpdateTimes{4, 5}));
  EXPECT_EQ(sweep({2, 1, 1}, {{0, 6}}).times, (UpdateTimes{4, 10}));
}

TEST(UpdatePipeline, AFullQueueHoldsTheSweep) {
  // Written in 3; sent in 4 to 6; the second event has room in 7.
  const Swept one = sweep({2, 1, 1}, {{0, 3}, {0, 1}, {0, 0}});
  EXPECT_EQ(one.times, (UpdateTimes{9, 9}));
  EXPECT_EQ(one.stalls.queue, 3u);
  const Swept two = sweep({2, 1, 2}, {{0, 3}, {0, 1}, {0, 0}});
  EXPECT_EQ(two.times, (UpdateTimes{6, 8}));
  EXPECT_EQ(two.stalls.queue, 0u);
}

// The drawing of hw/README.md.
TEST(SteppedUpdatePipeline, ReadsWritesAndSendsInThisSequence) {
  const Work work{{0, 3}, {0, 1}, {0, 0}};
  SteppedUpdatePipeline pipeline({2, 1, 1}, work);
  using Cycle = SteppedUpdatePipeline::Cycle;
  const std::vector<Cycle> expected{{0, {}, false}, {1, {}, false}, {2, {}, false},
                                    {{}, 0, false}, {{}, {}, true}, {{}, {}, true},
                                    {{}, {}, true}, {{}, 1, false}, {{}, 2, true}};
  for (const Cycle& cycle : expected) {
    EXPECT_FALSE(pipeline.finished());
    EXPECT_EQ(pipeline.step(true), cycle) << "in cycle " << pipeline.now() - 1;
  }
  EXPECT_TRUE(pipeline.finished());
}

TEST(UpdatePipeline, OnePortTakesTurns) {
  const Work work(3);
  SteppedUpdatePipeline pipeline({1, 1, 1}, work);
  for (std::size_t cycle = 0; cycle < 8; ++cycle) {
    const SteppedUpdatePipeline::Cycle moved = pipeline.step(true);
    EXPECT_EQ(moved.read.has_value(), cycle == 0 || cycle == 2 || cycle == 4);
    EXPECT_EQ(moved.written.has_value(), cycle == 3 || cycle == 5 || cycle == 7);
  }
  EXPECT_TRUE(pipeline.finished());
}

TEST(UpdatePipeline, ALongerQueueThanSpikesNeverStalls) {
  const Swept swept = sweep({2, 1, 20}, Work(20, {0, 5}));
  EXPECT_EQ(swept.stalls, UpdateStalls{});
  EXPECT_EQ(swept.times, (UpdateTimes{23, 4 + 100}));
}

TEST(UpdatePipeline, AFlitWaitsForItsLink) {
  UpdatePipeline pipeline({2, 1, 4});
  const auto even = [](std::uint64_t cycle) { return cycle + cycle % 2; };
  EXPECT_EQ(pipeline.run_sweep(Work{{0, 3}}, 0, even), (UpdateTimes{4, 9}));  // 4, 6, 8
  EXPECT_EQ(pipeline.stalls().back_pressure, 2u);
}

TEST(UpdatePipeline, ASweepMayBeginInAnyCycle) {
  const Work work(7, {1, 2});
  for (const unsigned ports : {1U, 2U}) {
    const UpdateTimes first = UpdatePipeline({ports, 1, 2}).run_sweep(work, 0);
    const UpdateTimes later = UpdatePipeline({ports, 1, 2}).run_sweep(work, 1001);
    EXPECT_EQ(later, (UpdateTimes{first.written + 1001, first.finished + 1001}));
  }
}

}  // namespace
}  // namespace engram::hw
