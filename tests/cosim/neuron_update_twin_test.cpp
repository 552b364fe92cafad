#include <gtest/gtest.h>

#include "Vneuron_if.h"
#include "Vneuron_lif.h"
#include "Vneuron_lif_floor.h"
#include "neuron_lockstep.hpp"

/// The neuron update unit in SystemVerilog against the model, cycle by cycle and value by value.
namespace engram::cosim {
namespace {

constexpr std::uint64_t kCycles = 120'000;
constexpr std::uint64_t kFaultCycles = 20'000;

// The three units of CMakeLists.txt.
NeuronUnit lif() {
  NeuronUnit unit;
  unit.neuron.model = "lif";
  unit.neuron.fixed = true;
  unit.neuron.state_bits = 16;
  unit.neuron.fraction_bits = 2;
  unit.neuron.reset = hw::ResetKind::subtract;
  unit.neuron.has_clip = true;
  unit.pipeline = {1, 2, 2};
  unit.value_bits = 18;
  unit.refractory_bits = 3;
  return unit;
}

NeuronUnit integrate_and_fire() {
  NeuronUnit unit;
  unit.neuron.model = "if";
  unit.neuron.fixed = true;
  unit.neuron.state_bits = 12;
  unit.neuron.compare_equal = true;
  unit.pipeline = {2, 1, 4};
  unit.value_bits = 16;
  unit.refractory_bits = 2;
  return unit;
}

NeuronUnit lif_floor() {
  NeuronUnit unit;
  unit.neuron.model = "lif";
  unit.neuron.fixed = true;
  unit.neuron.state_bits = 15;
  unit.neuron.round_to_floor = true;
  unit.neuron.reset = hw::ResetKind::value;
  unit.pipeline = {2, 3, 1};
  unit.update = hw::Update::touched;
  unit.value_bits = 20;
  return unit;
}

template <class Model>
void lock_step(const NeuronUnit& unit, const char* name) {
  NeuronLockstep<Model> lockstep(unit, 7);
  lockstep.run(kCycles);
  EXPECT_EQ(lockstep.board().report(), "");
  EXPECT_GE(lockstep.board().cycles(), kCycles);
  lockstep.write_coverage(ENGRAM_COVERAGE_DIR "/" + std::string(name) + ".dat");
}

template <class Model>
void catches(const NeuronUnit& unit, std::initializer_list<unsigned> faults) {
  for (const unsigned fault : faults) {
    NeuronLockstep<Model> lockstep(unit, 7, fault);
    lockstep.run(kFaultCycles);
    EXPECT_NE(lockstep.board().report(), "") << "fault " << fault << " was not seen";
  }
}

TEST(NeuronUpdateTwin, LeakyEqualsTheModel) {
  lock_step<Vneuron_lif>(lif(), "neuron_lif");
}
TEST(NeuronUpdateTwin, IntegrateAndFireEqualsTheModel) {
  lock_step<Vneuron_if>(integrate_and_fire(), "neuron_if");
}
TEST(NeuronUpdateTwin, LateStepsEqualTheModel) {
  lock_step<Vneuron_lif_floor>(lif_floor(), "neuron_lif_floor");
}

// Wrong rounding, comparison, saturation either way, refractory count, clip, refractory ignored,
// flits of an event, a missed stall, room for one neuron less, a late step lost, a stage that is
// overwritten.
TEST(NeuronUpdateTwin, PlantedFaultsAreSeen) {
  catches<Vneuron_lif>(lif(), {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13});
  catches<Vneuron_if>(integrate_and_fire(), {2, 3, 4, 5, 7, 8, 9, 12, 13});
  catches<Vneuron_lif_floor>(lif_floor(), {1, 2, 3, 4, 8, 9, 10, 11, 12});
}

/// A spec with threshold 100 and a decay of a half.
hw::NeuronSpec plain(const NeuronUnit& unit) {
  hw::NeuronSpec spec = unit.neuron;
  const std::int64_t one = std::int64_t{1} << spec.decay_bits;
  spec.integer.membrane_decay = {spec.model == "if" ? one : one / 2};
  spec.integer.membrane_offset = spec.integer.bias = {0};
  spec.integer.threshold = {100};
  spec.integer.reset_value = {-5};
  spec.integer.clip_low = {-(1 << (unit.value_bits - 1))};
  return spec;
}

std::vector<std::int64_t> membranes(const std::vector<NeuronStep>& steps) {
  std::vector<std::int64_t> values;
  for (const NeuronStep& step : steps) values.push_back(step.membrane);
  return values;
}

// A neuron a corner: saturation high (the threshold out of reach) and low, halves of -1 and of -3
// (rounded toward zero: 0 and -1), at the threshold and one above.
TEST(NeuronUpdateTwin, CornersOfLeakyNeurons) {
  NeuronLockstep<Vneuron_lif> lockstep(lif(), 7);
  hw::NeuronSpec spec = plain(lif());
  spec.integer.threshold = {131'071};
  const auto saturated = lockstep.run(spec, {{32'767, -32'768, 0}, {32'767, -32'768, 0}});
  EXPECT_EQ(membranes(saturated[0]), (std::vector<std::int64_t>{32'767, -32'768, 0}));
  spec = plain(lif());
  spec.integer.bias = {-1};  // sums are multiples of 4
  const auto rounded = lockstep.run(spec, {{0, -1, 25, 26}, {0, 0, 0, 0}});
  EXPECT_EQ(membranes(rounded[0]), (std::vector<std::int64_t>{-1, -5, 99, 3}));
  EXPECT_EQ(membranes(rounded[1]), (std::vector<std::int64_t>{-1, -3, 48, 0}));
  spec.refractory = 2;
  spec.integer.clip_low = {-2};
  const auto resting = lockstep.run(spec, {{26, -9}, {30, -9}, {30, -9}, {30, 9}});
  EXPECT_EQ(membranes(resting[0]), (std::vector<std::int64_t>{3, -2}));
  EXPECT_EQ(membranes(resting[2]), (std::vector<std::int64_t>{3, -2}));
  EXPECT_TRUE(resting[3][0].spike);
  EXPECT_EQ(lockstep.board().report(), "");
}

TEST(NeuronUpdateTwin, CornersOfIntegrateAndFire) {
  NeuronLockstep<Vneuron_if> lockstep(integrate_and_fire(), 7);
  const auto made =
      lockstep.run(plain(integrate_and_fire()), {{99, 100, -32'768}, {1, 0, -32'768}, {0, 0, 0}});
  EXPECT_FALSE(made[0][0].spike);
  EXPECT_TRUE(made[0][1].spike);
  EXPECT_TRUE(made[1][0].spike);
  EXPECT_EQ(made[1][2].membrane, -2048);
  EXPECT_EQ(lockstep.board().report(), "");
}

// Halves of -1 and of -3 rounded to floor, four late ones at a time.
TEST(NeuronUpdateTwin, CornersOfLateSteps) {
  NeuronLockstep<Vneuron_lif_floor> lockstep(lif_floor(), 7);
  const auto made = lockstep.run(plain(lif_floor()), {{-1, -3, 101}, {}, {}, {}, {}, {1, 1, 1}});
  ASSERT_EQ(made[5].size(), 3U);
  EXPECT_EQ(made[5][0].late, 4U);
  EXPECT_EQ(membranes(made[5]), (std::vector<std::int64_t>{0, 0, 0}));
  EXPECT_EQ(lockstep.board().report(), "");
}

}  // namespace
}  // namespace engram::cosim
