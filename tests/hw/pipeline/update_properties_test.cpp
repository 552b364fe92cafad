#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "hw/pipeline/stepped_update_pipeline.hpp"

/// run_sweep is step by step, whatever the way out does; back-pressure makes nothing earlier.
namespace engram::hw {
namespace {

using Work = std::vector<NeuronWork>;
using Ready = std::vector<char>;  ///< by cycle; always ready afterwards

struct Sweep {
  UpdatePipelineSpec spec;
  Work work;
};

Sweep draw_sweep() {
  Sweep sweep;
  sweep.spec = {*rc::gen::inRange(1U, 3U), *rc::gen::inRange(1U, 5U), *rc::gen::inRange(1U, 6U)};
  const auto neurons = *rc::gen::inRange(0, 60);
  const int quiet = *rc::gen::element(0, 2, 10);
  for (int k = 0; k < neurons; ++k) {
    const bool spikes = *rc::gen::inRange(0, quiet + 1) == 0;
    const bool late = *rc::gen::inRange(0, 4) == 0;
    sweep.work.push_back(
        {late ? *rc::gen::inRange<Count>(0, 5) : 0, spikes ? *rc::gen::inRange<Count>(1, 6) : 0});
  }
  return sweep;
}

Ready draw_ready() {
  const int closed = *rc::gen::element(0, 1, 4);  // cycles to an open one
  Ready ready(400);
  for (char& cycle : ready) cycle = *rc::gen::inRange(0, closed + 1) == 0;
  return ready;
}

bool open(const Ready& ready, std::uint64_t cycle) {
  return cycle >= ready.size() || ready[cycle] != 0;
}

struct SweepOutcome {
  UpdateTimes times;
  UpdateStalls stalls;
};

SweepOutcome run(const Sweep& sweep, const Ready& ready) {
  UpdatePipeline pipeline(sweep.spec);
  const auto leave = [&](std::uint64_t cycle) {
    while (!open(ready, cycle)) ++cycle;
    return cycle;
  };
  const UpdateTimes times = pipeline.run_sweep(sweep.work, 0, leave);
  return {times, pipeline.stalls()};
}

SweepOutcome step(const Sweep& sweep, const Ready& ready) {
  SteppedUpdatePipeline pipeline(sweep.spec, sweep.work);
  while (!pipeline.finished()) pipeline.step(open(ready, pipeline.now()));
  return {pipeline.times(), pipeline.stalls()};
}

TEST(UpdateProperties, RunSweepIsStepByStep) {
  EXPECT_TRUE(rc::check([] {
    const Sweep sweep = draw_sweep();
    const Ready ready = draw_ready();
    const SweepOutcome whole = run(sweep, ready);
    const SweepOutcome stepped = step(sweep, ready);
    RC_ASSERT(whole.times == stepped.times);
    RC_ASSERT(whole.stalls == stepped.stalls);
  }));
}

TEST(UpdateProperties, BackPressureMakesNothingEarlier) {
  EXPECT_TRUE(rc::check([] {
    const Sweep sweep = draw_sweep();
    const SweepOutcome held = step(sweep, draw_ready());
    const SweepOutcome free = run(sweep, {});
    RC_ASSERT(held.times.written >= free.times.written);
    RC_ASSERT(held.times.finished >= free.times.finished);
  }));
}

TEST(UpdateProperties, MorePortsAndALongerQueueMakeNothingLater) {
  EXPECT_TRUE(rc::check([] {
    const Sweep sweep = draw_sweep();
    Sweep better = sweep;
    better.spec.ports = 2;
    ++better.spec.queue_depth;
    RC_ASSERT(run(better, {}).times.finished <= run(sweep, {}).times.finished);
  }));
}

}  // namespace
}  // namespace engram::hw
