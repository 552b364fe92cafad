#include "hw/kernels/neuron_step.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/hw/kernels/every_target.hpp"

namespace engram::hw {
namespace {

/// Whole numbers up to 2^bits in magnitude, of any size.
std::vector<double> any_wholes(std::size_t count, int bits) {
  std::vector<double> values(count);
  for (double& value : values) {
    value = std::ldexp(*rc::gen::inRange(-1000, 1001), *rc::gen::inRange(0, bits - 9)) +
            *rc::gen::inRange(-8, 9);
  }
  return values;
}

/// Half of the time one of the membranes, which then is at the threshold exactly.
double one_of(const std::vector<double>& membranes, double otherwise) {
  if (membranes.empty() || *rc::gen::arbitrary<bool>()) return otherwise;
  return membranes[*rc::gen::inRange<std::size_t>(0, membranes.size())];
}

/// Membranes after decay and input, and what the comparison and the clamp make of them.
struct Compared {
  std::vector<double> before, after;
  std::vector<std::uint64_t> reached;
  friend bool operator==(const Compared&, const Compared&) = default;

  explicit Compared(std::size_t count)
      : before(count), after(count), reached(words_of_bits(count), ~std::uint64_t{0}) {}
  void compare(double threshold, double lowest, double highest) {
    std::fill(reached.begin(), reached.end(), 0);
    for (std::size_t n = 0; n < before.size(); ++n) {
      const bool fires = before[n] >= threshold;
      if (fires) reached[n / 64] |= std::uint64_t{1} << n % 64;
      after[n] = fires ? before[n] : std::min(std::max(before[n], lowest), highest);
    }
  }
};

RC_GTEST_PROP(NeuronStep, WholeNumbersAreRoundedAndClampedOnEveryProcessor, (bool floor)) {
  const auto count = *rc::gen::inRange<std::size_t>(0, 150);
  const std::vector<double> membranes = any_wholes(count, 39), currents = any_wholes(count, 39);
  std::vector<std::int32_t> input(count);
  for (std::int32_t& sum : input) sum = *rc::gen::inRange(-100000, 100001);
  WholeStep step;
  step.membrane_decay = *rc::gen::inRange(-4096, 4097) / 4096.0;
  step.current_decay = *rc::gen::inRange(-4096, 4097) / 4096.0;
  step.bias = *rc::gen::inRange(-100, 101);
  step.threshold = std::ldexp(*rc::gen::inRange(-10, 1000), *rc::gen::inRange(0, 30));
  step.lowest = -std::ldexp(1, *rc::gen::inRange(8, 39));
  step.highest = -step.lowest - 1;
  step.lowest_membrane = std::max<double>(step.lowest, *rc::gen::inRange(-100000, 1));
  step.previous_current = *rc::gen::arbitrary<bool>();
  step.round_to_floor = floor;
  const auto rounded = [&](double x) { return floor ? std::floor(x) : std::trunc(x); };
  std::vector<double> expected_currents(count);
  Compared expected(count);
  for (std::size_t n = 0; n < count; ++n) {
    const double after = rounded(currents[n] * step.current_decay) + input[n] + step.bias;
    const double drive = step.previous_current ? currents[n] : after;
    expected.before[n] = rounded(membranes[n] * step.membrane_decay) + drive;
    expected_currents[n] = std::min(std::max(after, step.lowest), step.highest);
  }
  step.threshold = one_of(expected.before, step.threshold);
  expected.compare(step.threshold, step.lowest_membrane, step.highest);
  on_every_target([&] {
    std::vector<double> i = currents;
    Compared found(count);
    found.after = membranes;
    step_whole(input.data(), count, step, i.data(), found.after.data(), found.reached.data(),
               found.before.data());
    RC_ASSERT(found == expected);
    RC_ASSERT(i == expected_currents);
  });
}

RC_GTEST_PROP(NeuronStep, NarrowNumbersAreThoseOfWideOnesOnEveryProcessor, (bool floor)) {
  const auto count = *rc::gen::inRange<std::size_t>(0, 150);
  const auto numbers = [&](int bits) {
    std::vector<std::int32_t> values(count);
    for (std::int32_t& value : values) value = *rc::gen::inRange(-(1 << bits), 1 << bits);
    return values;
  };
  NarrowStep step;
  step.decay_bits = *rc::gen::inRange(0U, 15U);
  const int one = 1 << step.decay_bits;
  step.membrane_decay = *rc::gen::inRange(0, one + 1);
  step.current_decay = *rc::gen::inRange(0, one + 1);
  step.fraction_bits = *rc::gen::inRange(0U, 7U);
  step.bias = *rc::gen::inRange(-100, 101);
  step.membrane_offset = *rc::gen::inRange(-100, 101);
  step.lowest = -(1 << *rc::gen::inRange(8, 30));
  step.highest = -step.lowest - 1;
  step.lowest_membrane = std::max(step.lowest, *rc::gen::inRange(-5000, 0));
  step.threshold = *rc::gen::inRange(-1000, 1 << 29);
  step.previous_current = *rc::gen::arbitrary<bool>();
  step.round_to_floor = floor;
  const bool has_current = *rc::gen::arbitrary<bool>();
  const auto input = numbers(22), membranes = numbers(29), currents = numbers(29);
  const auto decayed = [&](std::int64_t state, std::int64_t decay) {
    const auto product = static_cast<double>(state * decay);  // below 2^44
    const double shifted = std::ldexp(product, -static_cast<int>(step.decay_bits));
    return static_cast<std::int64_t>(floor ? std::floor(shifted) : std::trunc(shifted));
  };
  std::vector<std::int32_t> expected(count), expected_currents = currents, expected_before(count);
  std::vector<std::uint64_t> expected_bits(words_of_bits(count), 0);
  for (std::size_t n = 0; n < count; ++n) {
    std::int64_t drive = std::int64_t{input[n]} * (1 << step.fraction_bits) + step.bias;
    if (has_current) {
      const std::int64_t after = decayed(currents[n], step.current_decay) + drive;
      drive = step.previous_current ? currents[n] : after;
      expected_currents[n] =
          static_cast<std::int32_t>(std::clamp<std::int64_t>(after, step.lowest, step.highest));
    }
    const std::int64_t v =
        decayed(membranes[n], step.membrane_decay) + drive + step.membrane_offset;
    const bool reached = v >= step.threshold;
    if (reached) expected_bits[n / 64] |= std::uint64_t{1} << n % 64;
    expected_before[n] = static_cast<std::int32_t>(v);
    expected[n] = static_cast<std::int32_t>(
        reached ? v : std::clamp<std::int64_t>(v, step.lowest_membrane, step.highest));
  }
  on_every_target([&] {
    std::vector<std::int32_t> v = membranes, i = currents, before(count);
    std::vector<std::uint64_t> bits(words_of_bits(count), ~std::uint64_t{0});
    step_narrow(input.data(), count, step, has_current ? i.data() : nullptr, v.data(), bits.data(),
                before.data());
    RC_ASSERT(v == expected);
    RC_ASSERT(i == expected_currents);
    RC_ASSERT(bits == expected_bits);
    RC_ASSERT(before == expected_before);
  });
}

RC_GTEST_PROP(NeuronStep, RealNumbersAreTheSameOnEveryProcessor, (bool has_current)) {
  const auto count = *rc::gen::inRange<std::size_t>(0, 150);
  const auto numbers = [&] {
    std::vector<double> values(count);
    for (double& value : values) value = *rc::gen::inRange(-100000, 100001) / 7.0;
    return values;
  };
  const std::vector<double> membranes = numbers(), currents = numbers(), input = numbers();
  RealStep step{0.9, 0.3, 0.1, -0.7, 0.6, 1.3, 0, 0, *rc::gen::arbitrary<bool>()};
  step.threshold = *rc::gen::inRange(-10000, 10000) / 3.0;
  const double infinity = std::numeric_limits<double>::infinity();
  step.lowest = *rc::gen::element(-infinity, -100.0, 5000.0);
  Compared expected(count);
  std::vector<double> expected_currents = currents;
  for (std::size_t n = 0; n < count; ++n) {
    const double x = input[n] + step.bias;
    double drive = x;
    if (has_current) {
      expected_currents[n] = step.current_decay * currents[n] + step.current_gain * x;
      drive = step.previous_current ? currents[n] : expected_currents[n];
    }
    const double decayed = step.membrane_decay * membranes[n];
    expected.before[n] = decayed + step.membrane_gain * drive + step.membrane_offset;
  }
  step.threshold = one_of(expected.before, step.threshold);
  expected.compare(step.threshold, step.lowest, infinity);
  on_every_target([&] {
    std::vector<double> i = currents;
    Compared found(count);
    found.after = membranes;
    step_real(input.data(), count, step, has_current ? i.data() : nullptr, found.after.data(),
              found.reached.data(), found.before.data());
    RC_ASSERT(found == expected);
    RC_ASSERT(i == expected_currents);
  });
}

}  // namespace
}  // namespace engram::hw
