#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "hw/chip/receivers.hpp"
#include "hw/chip/stepped_chip.hpp"
#include "sim/run/encoding_choice.hpp"
#include "tests/differential/cases.hpp"
#include "tests/differential/chip_choices.hpp"
#include "tests/differential/on_chip.hpp"
#include "tests/differential/sample_text.hpp"

/// What a network's spikes are known from, prices every other chip as a simulation of that chip
/// would: in every count, cycle and line.
namespace engram::differential {
namespace {

std::uint32_t draw_whole_range(std::uint32_t below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, below));
}

using Samples = std::vector<hw::SampleResult>;

struct Priced {
  Samples samples;
  std::vector<hw::SampleWork> works;
};

/// Runs all samples.
Priced simulate(const RandomCase& random, const hw::ChipSpec& spec) {
  Priced priced;
  hw::SteppedChip chip(spec);
  priced.works.resize(random.samples.size());
  for (std::size_t k = 0; k < random.samples.size(); ++k) {
    hw::RunOptions options;
    options.timesteps = random.timesteps;
    options.record_spikes = true;
    options.work = &priced.works[k];
    priced.samples.push_back(chip.run(chip_inputs(random.network, random.samples[k]), options));
  }
  return priced;
}

/// What all samples cost on a chip, of a work that it would do, too.
Samples recounted(const RandomCase& random, const hw::ChipSpec& spec, const hw::ChipRows& rows,
                  const std::vector<hw::SampleWork>& works) {
  hw::RunOptions options;
  options.timesteps = random.timesteps;
  const hw::Recount counter(spec, rows);
  Samples samples;
  for (const hw::SampleWork& work : works) samples.push_back(counter.sample(work, options));
  return samples;
}

/// The same as simulate from spikes that are known, by sample; in the results there are none.
Priced replay(const RandomCase& random, const hw::ChipSpec& spec,
              const std::vector<hw::SampleSpikes>& known) {
  Priced priced;
  hw::SteppedChip chip(spec);
  hw::ChipRows rows(spec);
  hw::Receivers receivers(spec, rows);
  priced.works.resize(random.samples.size());
  for (std::size_t k = 0; k < random.samples.size(); ++k) {
    hw::RunOptions options;
    options.timesteps = random.timesteps;
    options.record_spikes = true;
    options.known = &known[k];
    options.work = &priced.works[k];
    chip.run(chip_inputs(random.network, random.samples[k]), options);
    rows.decode({&priced.works[k], 1});
    if (spec.update == hw::Update::sweep) receivers.count(priced.works[k]);
  }
  priced.samples = recounted(random, spec, rows, priced.works);
  return priced;
}

std::vector<hw::SampleSpikes> spikes_of(const RandomCase& random, const Samples& samples) {
  std::vector<hw::SampleSpikes> all;
  for (const hw::SampleResult& sample : samples) {
    hw::SampleSpikes& spikes = all.emplace_back();
    spikes.readout_max = sample.readout_max;
    for (std::uint32_t p = 0; p < boost::num_vertices(random.network.graph); ++p) {
      hw::SampleSpikes::Train& train = spikes.populations.emplace_back();
      for (std::uint32_t t = 0; t < random.timesteps; ++t) {
        train.begin.push_back(train.events.size());
        for (const hw::OutputSpike& spike : sample.spikes) {
          if (spike.population == p && spike.timestep == t) {
            train.events.push_back({spike.neuron, spike.count});
          }
        }
      }
      train.begin.push_back(train.events.size());
    }
  }
  return all;
}

void expect_same(const Samples& simulated, const Samples& priced, const char* how) {
  RC_ASSERT(simulated.size() == priced.size());
  for (std::size_t k = 0; k < simulated.size(); ++k) {
    RC_LOG() << how << ", sample " << k << std::endl;
    RC_ASSERT(sample_text(simulated[k]) == sample_text(priced[k]));
  }
}

/// Loops of neurons that spike several times can run away; such a case tells nothing and takes
/// forever. False: discard it.
bool runs(const RandomCase& random, const hw::ChipSpec& spec, Priced& simulated) {
  constexpr std::uint32_t most_spikes = 5000;
  try {
    simulated = simulate(random, spec);
  } catch (const std::overflow_error&) {
    return false;
  }
  return std::all_of(
      simulated.samples.begin(), simulated.samples.end(), [](const hw::SampleResult& sample) {
        return std::all_of(sample.spikes.begin(), sample.spikes.end(),
                           [](const hw::OutputSpike& spike) { return spike.count <= most_spikes; });
      });
}

/// Whether `spec` could be recounted from what `before` did; then it is, and compared.
bool recount(const RandomCase& random, const hw::ChipSpec& before, const Priced& done,
             const hw::ChipSpec& spec, const Samples& simulated, int& received) {
  if (!hw::same_work(before, spec)) return false;
  hw::ChipRows was(before), is(spec);
  was.decode(done.works);
  is.decode(done.works);
  std::vector<hw::SampleWork> works = done.works;
  if (!was.same_targets(is)) {
    if (spec.update != hw::Update::sweep) return false;
    hw::Receivers receivers(spec, is);
    for (hw::SampleWork& work : works) receivers.count(work);
    ++received;
  }
  expect_same(simulated, recounted(random, spec, is, works), "recounted");
  return true;
}

/// Cases; each runs on 21 or 39 chips, in this process.
constexpr unsigned kCases = 15;

void check_priced(Arithmetic arithmetic, bool touched) {
  draw_cases(kCases);
  int recounts = 0, received = 0;
  EXPECT_TRUE(rc::check([&] {
    RandomCase random = random_case(draw_whole_range, arithmetic);
    if (touched) make_idle_without_input(random.network);
    RC_LOG() << describe(random.network);
    std::vector<hw::SampleSpikes> spikes;
    std::vector<std::pair<hw::ChipSpec, Priced>> before;
    for (const NamedConfig& encoding : encodings_for(random, draw_whole_range)) {
      for (NamedConfig config : placements_for(random, encoding, draw_whole_range)) {
        RC_LOG() << config.name << std::endl;
        config.chip.fidelity = hw::Fidelity::fast;
        config.chip.update_touched = touched;
        config.chip.lanes = 1 + draw_whole_range(4);
        config.chip.synapse_memory.banks = 1 + draw_whole_range(4);
        config.chip.synapse_memory.ports = 1 + draw_whole_range(2);
        config.chip.synapse_memory.shared_macros = draw_whole_range(2) == 1;
        config.chip.real_time = draw_whole_range(3) == 1;
        hw::ChipSpec spec =
            chip_spec(random.network, config.chip,
                      sim::choose_encodings(config.chip.synapse_memory, random.network));
        spec.timestep_ps = 1'000'000;
        Priced simulated;
        RC_PRE(runs(random, spec, simulated));
        if (spikes.empty()) spikes = spikes_of(random, simulated.samples);
        Priced replayed = replay(random, spec, spikes);
        expect_same(simulated.samples, replayed.samples, "replayed");
        for (const auto& [chip, done] : before) {
          recounts += recount(random, chip, done, spec, simulated.samples, received) ? 1 : 0;
        }
        if (before.size() < 6) before.emplace_back(std::move(spec), std::move(replayed));
      }
    }
  }));
  EXPECT_GT(recounts, 20);
  EXPECT_EQ(received > 20, !touched) << received;
}

TEST(Priced, FloatEqualsSimulated) {
  check_priced(Arithmetic::floating, false);
}

TEST(Priced, QuantizedEqualsSimulated) {
  check_priced(Arithmetic::quantized, false);
}

TEST(Priced, FixedEqualsSimulated) {
  check_priced(Arithmetic::fixed, false);
}

TEST(Priced, TouchedUpdatesEqualSimulated) {
  check_priced(Arithmetic::fixed, true);
}

}  // namespace
}  // namespace engram::differential
