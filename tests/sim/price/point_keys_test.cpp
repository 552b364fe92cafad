#include "sim/price/point_keys.hpp"

#include <gtest/gtest.h>

#include "sim/config/load.hpp"
#include "tests/sim/command/program.hpp"

/// What decides what: a key that is not known to be free counts.
namespace engram::sim {
namespace {

class PointKeysOf : public ::testing::Test {
 protected:
  PointKeys keys(const std::string& set) const { return point_keys(load_config(run_, {set}).tree); }
  /// "workload", "placement", "counts" or "prices": the first stage that a set changes.
  std::string changes(const std::string& set) const {
    const PointKeys before = keys("/name=a"), after = keys(set);
    if (before.workload != after.workload) return "workload";
    if (before.placement != after.placement) return "placement";
    return before.counts != after.counts ? "counts" : "prices";
  }

 private:
  Scratch scratch_;
  std::filesystem::path run_ = scratch_.write("run.json", R"({ "workload": {
    "network": { "populations": [
        { "name": "in", "shape": [2], "neuron": { "model": "input" } },
        { "name": "out", "shape": [2], "output": true, "neuron": { "model": "if" } } ],
      "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
        "weights": { "values": [2, 1, 4, 3] } } ] },
    "input": { "regular": { "interval": 1 }, "timesteps": 3 } } })");
};

TEST_F(PointKeysOf, PricesChangeNothing) {
  EXPECT_EQ(changes("/name=b"), "prices");
  EXPECT_EQ(changes(R"(/energy/tables=["ihp-28nm"])"), "prices");
}

TEST_F(PointKeysOf, TimesChangeCounts) {
  for (const char* set : {"/chip/clock_mhz=7", "/chip/core/lanes=2", "/chip/timing=real_time",
                          "/chip/core/synapse_memory/banks=2", "/chip/core/accumulator=sram",
                          "/chip/core/synapse_memory/macros=shared", "/chip/clock_gating=false"}) {
    EXPECT_EQ(changes(set), "counts") << set;
  }
}

TEST_F(PointKeysOf, MemoriesAndRoutesChangePlacement) {
  for (const char* set :
       {"/chip/mesh=[2,2]", "/chip/core/neurons=7", "/chip/core/synapse_memory/encoding=index",
        "/chip/core/synapse_memory/word_bits=32", "/chip/core/synapse_memory/sizing=fixed",
        "/chip/core/update=touched", "/chip/payload=multiply", "/chip/noc/casting=multicast",
        "/chip/core/accumulator_bits=30"}) {
    EXPECT_EQ(changes(set), "placement") << set;
  }
}

TEST_F(PointKeysOf, AllElseChangesTheWorkload) {
  for (const char* set :
       {"/seed=2", "/workload/input/timesteps=4", "/compression/quantize/bits=4",
        "/chip/core/neuron/arithmetic=float", "/fidelity=cycle"}) {
    EXPECT_EQ(changes(set), "workload") << set;
  }
}

}  // namespace
}  // namespace engram::sim
