#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "hw/core/neuron_arithmetic.hpp"
#include "tests/hw/hand_made.hpp"

namespace engram::hw {
namespace {

/// 64 and more neurons, so that stretches without a spike are among them.
constexpr std::uint32_t kNeurons = 130;

double any_number(int low, int high) {
  return *rc::gen::inRange(low, high) / 16.0;
}

/// One for all neurons or one each.
std::vector<double> any_numbers(int low, int high) {
  std::vector<double> values(*rc::gen::arbitrary<bool>() ? 1 : kNeurons);
  for (double& value : values) value = any_number(low, high);
  return values;
}

NeuronSpec any_float_neuron() {
  NeuronSpec neuron = testing::float_if(1);
  neuron.has_current = *rc::gen::arbitrary<bool>();
  neuron.previous_current = *rc::gen::arbitrary<bool>();
  neuron.spiking = *rc::gen::inRange(0, 4) != 0;
  neuron.multi_spike = *rc::gen::arbitrary<bool>();
  neuron.compare_equal = *rc::gen::arbitrary<bool>();
  neuron.has_clip = *rc::gen::arbitrary<bool>();
  neuron.has_low_threshold = *rc::gen::inRange(0, 4) == 0;
  neuron.reset = *rc::gen::element(ResetKind::zero, ResetKind::subtract, ResetKind::value);
  neuron.refractory = *rc::gen::element(0U, 0U, 2U);
  neuron.real.current_decay = any_numbers(0, 17);
  neuron.real.current_gain = any_numbers(1, 33);
  neuron.real.membrane_decay = any_numbers(0, 17);
  neuron.real.membrane_gain = any_numbers(1, 33);
  neuron.real.membrane_offset = any_numbers(-8, 9);
  neuron.real.bias = any_numbers(-16, 17);
  neuron.real.threshold = any_numbers(16, 65);
  neuron.real.reset_value = any_numbers(-16, 1);
  neuron.real.low_threshold = any_numbers(-64, -15);
  neuron.real.low_reset = any_numbers(-16, 1);
  neuron.real.clip_low = any_numbers(-64, 1);
  return neuron;
}

NeuronSpec any_fixed_neuron() {
  NeuronSpec neuron = testing::fixed_if(*rc::gen::inRange(1, 200));
  neuron.state_bits = *rc::gen::element(16U, 24U, 24U, 30U, 32U, 40U, 48U);
  neuron.decay_bits = *rc::gen::element(4U, 12U, 14U, 15U, 16U);
  neuron.round_to_floor = *rc::gen::arbitrary<bool>();
  neuron.reset = *rc::gen::element(ResetKind::zero, ResetKind::subtract);
  neuron.fraction_bits = *rc::gen::element(0U, 6U);
  neuron.has_current = *rc::gen::arbitrary<bool>();
  neuron.previous_current = *rc::gen::arbitrary<bool>();
  neuron.multi_spike = neuron.reset == ResetKind::subtract && *rc::gen::arbitrary<bool>();
  neuron.compare_equal = *rc::gen::arbitrary<bool>();
  neuron.has_clip = *rc::gen::arbitrary<bool>();
  const int one = 1 << neuron.decay_bits;
  const bool fades = *rc::gen::arbitrary<bool>();  // and may be stepped in 32 bits
  neuron.integer.membrane_decay = {*rc::gen::inRange(fades ? 0 : -one, one + 1)};
  neuron.integer.current_decay = {*rc::gen::inRange(0, fades ? one + 1 : 2 * one)};
  neuron.integer.membrane_offset = {*rc::gen::inRange(-20, 20)};
  // Large ones fill the state, where rounding and saturation show; not with several spikes a step,
  // which would be more than can be counted.
  const unsigned most = neuron.multi_spike ? 10 : neuron.state_bits - 7;
  const unsigned reach = *rc::gen::inRange(0U, std::min(most, neuron.state_bits - 7));
  neuron.integer.bias = {*rc::gen::inRange(-300, 300) * (std::int64_t{1} << reach)};
  neuron.integer.clip_low = {*rc::gen::inRange(-300, 1)};
  return neuron;
}

/// Steps one neuron at a time beside all at once, through random input.
void compare(const NeuronSpec& spec, bool real) {
  const WeightFormat format =
      real ? WeightFormat{WeightKind::float32, 32} : WeightFormat{WeightKind::uniform, 8};
  testing::Weights weights(6, std::vector<double>(kNeurons));
  for (auto& row : weights) {
    for (double& weight : row) weight = *rc::gen::inRange(-100, 101);
  }
  EncodingChoice choice;
  choice.encoding = *rc::gen::element(Encoding::index, Encoding::crossbar);
  const MemoryImage image = testing::make_image(weights, format, choice);
  SynapseRows rows(image, 0, real, {1, 1, false});
  Accumulator input(kNeurons, real, accumulator_limit(spec));
  const auto make = spec.fixed ? make_fixed_neurons : make_float_neurons;
  const auto one = make(spec, kNeurons), all = make(spec, kNeurons);
  if (spec.spiking) one->keep_distances(), all->keep_distances();
  for (int timestep = 0; timestep < 8; ++timestep) {
    input.clear();
    for (std::uint32_t row = 0; row < image.rows; ++row) {
      if (*rc::gen::arbitrary<bool>()) input.add(rows, rows.at(row), *rc::gen::inRange(1, 3));
    }
    std::vector<NeuronSpike> spikes;
    all->step_all(input, spikes);
    auto next = spikes.begin();
    for (std::uint32_t neuron = 0; neuron < kNeurons; ++neuron) {
      const std::uint32_t count = one->step(neuron, input);
      const bool emitted = next != spikes.end() && next->neuron == neuron;
      RC_ASSERT(count == (emitted ? next->count : 0));
      if (emitted) RC_ASSERT((next++)->step == neuron);
      RC_ASSERT(one->membrane(neuron) == all->membrane(neuron));
      const bool same = !spec.spiking || one->distance(neuron) == all->distance(neuron) ||
                        one->distance(neuron) != one->distance(neuron);
      RC_ASSERT(same);
    }
    RC_ASSERT(next == spikes.end());
  }
}

RC_GTEST_PROP(StepAll, FloatNeuronsStepAsOneByOne, (bool real)) {
  compare(any_float_neuron(), real);
}

RC_GTEST_PROP(StepAll, FixedNeuronsStepAsOneByOne, ()) {
  compare(any_fixed_neuron(), false);
}

}  // namespace
}  // namespace engram::hw
