#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/differential/cases.hpp"
#include "tests/differential/chip_choices.hpp"
#include "tests/differential/difference.hpp"

/// The chip and the plain reference simulator, which share no arithmetic, do the same: whatever the
/// encoding, whatever the mapping.
namespace engram::differential {
namespace {

using workloads::ReferenceResult;

/// From the whole range, whatever size RapidCheck has come to: early cases are no smaller.
std::uint32_t rapidcheck_draw(std::uint32_t below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, below));
}

/// Loops of neurons that spike several times can run away; such a case tells nothing and takes
/// forever. False: discard it.
bool run_reference(const RandomCase& random, std::vector<ReferenceResult>& results) {
  constexpr std::uint32_t most_spikes = 5000;
  const auto traced = populations_with_membranes(random.network);
  for (const auto& trains : random.samples) {
    try {
      results.push_back(simulate_reference(random.network, trains, random.timesteps, traced));
    } catch (const std::overflow_error&) {
      return false;
    }
    for (const auto& spike : results.back().spikes) {
      if (spike.count > most_spikes) return false;
    }
  }
  return true;
}

using Compare = decltype(difference);

void expect_equal(const RandomCase& random, const std::vector<ReferenceResult>& expected,
                  const NamedConfig& config, Compare compare) {
  RC_LOG() << config.name << std::endl;
  const auto outcomes = run_on_chip(random.network, random.samples, random.timesteps, config.chip,
                                    populations_with_membranes(random.network));
  for (std::size_t k = 0; k < expected.size(); ++k) {
    const std::string found = compare(random.network, random.samples[k], expected[k], outcomes[k]);
    if (!found.empty()) RC_FAIL("sample " + std::to_string(k) + ": " + found);
  }
}

/// Cases of each arithmetic; each runs on 21 or 39 chips.
constexpr unsigned kCases = 25;

bool chip_equals_reference(Arithmetic arithmetic) {
  draw_cases(kCases);
  return rc::check([arithmetic] {
    const RandomCase random = random_case(rapidcheck_draw, arithmetic);
    RC_LOG() << describe(random.network);
    std::vector<ReferenceResult> expected;
    RC_PRE(run_reference(random, expected));
    for (const NamedConfig& encoding : encodings_for(random, rapidcheck_draw)) {
      for (const NamedConfig& config : placements_for(random, encoding, rapidcheck_draw)) {
        expect_equal(random, expected, config, difference);
      }
    }
  });
}

TEST(Differential, Float32WeightsAndNeurons) {
  EXPECT_TRUE(chip_equals_reference(Arithmetic::floating));
}

TEST(Differential, QuantizedWeightsFloatNeurons) {
  EXPECT_TRUE(chip_equals_reference(Arithmetic::quantized));
}

TEST(Differential, QuantizedWeightsFixedPointNeurons) {
  EXPECT_TRUE(chip_equals_reference(Arithmetic::fixed));
}

/// Neurons that nothing reached are left alone; encodings do not matter here, so one stands for
/// all.
TEST(Differential, UpdateOfTouchedNeuronsOnly) {
  draw_cases(kCases);
  EXPECT_TRUE(rc::check([] {
    RandomCase random = random_case(rapidcheck_draw, static_cast<Arithmetic>(rapidcheck_draw(3)));
    make_idle_without_input(random.network);
    RC_LOG() << describe(random.network);
    std::vector<ReferenceResult> expected;
    RC_PRE(run_reference(random, expected));
    NamedConfig encoding = encodings_for(random, rapidcheck_draw)[0];
    encoding.chip.update_touched = true;
    for (const NamedConfig& config : placements_for(random, encoding, rapidcheck_draw)) {
      expect_equal(random, expected, config, spike_difference);
    }
  }));
}

}  // namespace
}  // namespace engram::differential
