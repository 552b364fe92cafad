#include <gtest/gtest.h>

#include <memory>
#include <new>
#include <string>
#include <vector>

#include "tests/hw/chip/allocation_count.hpp"
#include "tests/hw/chip/counted_runs.hpp"
#include "tests/hw/chip/steady_chips.hpp"

/// At fidelity `fast` no timestep allocates memory: a chip that has run before calls operator new
/// as often for a sample as for one of twice its length. SystemC is no exception: it keeps the
/// memory of its events. Nor is the result, whose lists have their length from the start, but for
/// recorded spikes: nobody knows their number, so that list grows as a vector does.
namespace engram::hw::testing {
namespace {

/// Under each schedule of the levels and each update, with and without a list of the spikes.
void expect_none_however_run(ChipSpec spec) {
  for (const Schedule schedule : {Schedule::wave, Schedule::pipelined}) {
    for (const Update update : {Update::sweep, Update::touched}) {
      for (const bool record : {false, true}) {
        SCOPED_TRACE(::testing::Message() << (schedule == Schedule::wave ? "wave" : "pipelined")
                                          << (update == Update::sweep ? ", sweep" : ", touched")
                                          << (record ? ", spikes recorded" : ""));
        spec.schedule = schedule;
        spec.update = update;
        RunOptions options;
        options.record_spikes = record;
        expect_none(spec, options);
      }
    }
  }
}

EncodingChoice stored(Encoding encoding, Sharing sharing = Sharing::none) {
  EncodingChoice choice;
  choice.encoding = encoding;
  choice.sharing = sharing;
  choice.organisation.word_bits = 32;
  return choice;
}

constexpr WeightFormat kFourBits{WeightKind::uniform, 4}, kEightBits{WeightKind::uniform, 8},
    kTwelveBits{WeightKind::uniform, 12}, kFloats{WeightKind::float32, 32};

std::vector<NeuronSpec> both_arithmetics() {
  return {fixed_if(9), float_lif(0.5, 9)};
}

TEST(Allocation, IsCounted) {
  struct alignas(64) Wide {
    char bytes[64];
  };
  const std::uint64_t before = allocations();
  const auto one = std::make_unique<int>(1);
  const auto array = std::make_unique<int[]>(7);
  const auto wide = std::make_unique<Wide>();
  const std::string text(100, 'x');  // by the library
  const std::unique_ptr<int> maybe(new (std::nothrow) int(1));
  EXPECT_EQ(allocations() - before, 5U);
}

TEST(Allocation, OfOneInATimestepIsFound) {
  RunOptions options;
  std::unique_ptr<std::uint32_t> kept;
  options.progress = [&](std::uint32_t timestep) {
    if (timestep == kCountedTimesteps + 3) kept = std::make_unique<std::uint32_t>(timestep);
  };
  const ChipSpec spec = dense_chip(stored(Encoding::crossbar), kEightBits, fixed_if(9));
  const std::string text = say_apart([&] { return allocation_faults(spec, options); });
  EXPECT_NE(text.find("by timestep:"), std::string::npos) << text;
}

TEST(Allocation, NoneWithDenseRowsOnACore) {
  for (const NeuronSpec& neuron : both_arithmetics()) {
    for (const WeightFormat& format : {kFourBits, kEightBits, kTwelveBits}) {
      SCOPED_TRACE(::testing::Message() << neuron.model << ", " << format.bits << " bits");
      expect_none_however_run(dense_chip(stored(Encoding::crossbar), format, neuron));
    }
  }
  expect_none_however_run(dense_chip(stored(Encoding::crossbar), kFloats, float_lif(0.5, 9)));
}

TEST(Allocation, NoneWithSparseRowsAndDelaysOnSeveralCores) {
  for (const NeuronSpec& neuron : both_arithmetics()) {
    for (const Encoding encoding : {Encoding::index, Encoding::bitmap, Encoding::run_length}) {
      SCOPED_TRACE(::testing::Message() << neuron.model << ", " << to_string(encoding));
      expect_none_however_run(recurrent_chip(stored(encoding), kEightBits, neuron));
    }
  }
  expect_none_however_run(recurrent_chip(stored(Encoding::index), kFloats, float_lif(0.5, 9)));
  expect_none_however_run(recurrent_chip(stored(Encoding::index), kTwelveBits, fixed_if(9)));
}

TEST(Allocation, NoneWithPooledConvolutionsOnSeveralCores) {
  for (const NeuronSpec& neuron : both_arithmetics()) {
    for (const EncodingChoice& choice :
         {stored(Encoding::functional, Sharing::kernel), stored(Encoding::index, Sharing::kernel),
          stored(Encoding::bitmap, Sharing::kernel), stored(Encoding::crossbar)}) {
      SCOPED_TRACE(::testing::Message() << neuron.model << ", " << to_string(choice.encoding));
      expect_none_however_run(pooled_convolution_chip(choice, kFourBits, neuron));
    }
  }
}

TEST(Allocation, NoneWithOtherPayloadsNetworksTimingsOrThreads) {
  const ChipSpec spec = recurrent_chip(stored(Encoding::index), kEightBits, fixed_if(9));
  ChipSpec multiply = spec, multicast = spec, real_time = spec, dense = spec;
  multiply.payload = Payload::multiply;
  expect_none(multiply);
  multicast.noc.casting = Casting::multicast;
  expect_none(multicast);
  real_time.timing = Timing::real_time;
  real_time.timestep_ps = 1'000'000;
  expect_none(real_time);
  dense.dense_activity = true;
  expect_none(dense);
  RunOptions options;
  options.threads = 3;
  expect_none(spec, options);
}

TEST(Allocation, NoneWhereMembranesAreWatched) {
  RunOptions options;
  options.traced = {1, 2};
  options.count_membrane_changes = true;
  expect_none(recurrent_chip(stored(Encoding::index), kEightBits, fixed_if(9)), options);
}

TEST(Allocation, NoneWhereLayersTakeTurns) {
  ChipSpec spec = pooled_convolution_chip(stored(Encoding::functional, Sharing::kernel), kFourBits,
                                          fixed_if(9));
  spec.schedule = Schedule::layer_by_layer;
  spec.dram = DramSpec{};
  spec.shared_macros = true;
  expect_none(spec);
}

}  // namespace
}  // namespace engram::hw::testing
