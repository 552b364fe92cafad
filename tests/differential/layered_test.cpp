#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <optional>
#include <set>

#include "hw/core/routing_tables.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/in_process.hpp"
#include "tests/differential/cases.hpp"
#include "tests/differential/chip_choices.hpp"
#include "tests/differential/on_chip.hpp"
#include "tests/differential/words.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/network/layer_order.hpp"

/// `schedule: layer_by_layer` against `wave`: the same spikes and the same words of synapse
/// memories, whatever the encoding and the mapping, also where `wave` does not fit; and the traffic
/// to DRAM by a closed formula.
namespace engram::differential {
namespace {

std::uint32_t layered_draw(std::uint32_t below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, below));
}

/// What one run gives, of all samples.
struct LayeredRun {
  std::string results;                               ///< everything that a schedule must not change
  std::vector<std::vector<hw::OutputSpike>> spikes;  ///< by sample
  Count bits = 0, misses = 0, loaded = 0;            ///< DRAM; words written into synapse memories
  Count cycles = 0;
};

void put_results(const hw::SampleResult& result, Words& words) {
  for (const hw::OutputSpike& spike : result.spikes) {
    for (const std::uint32_t field :
         {spike.population, spike.neuron, spike.timestep, spike.count}) {
      words.put(std::uint64_t{field});
    }
  }
  words.put_lists(result.neuron_spikes);
  words.put_lists(result.readout_max);
  words.put_list(result.synaptic_operations);
  words.put_list(result.accumulator_adds);
  words.put_list(result.rows);
  for (const auto& words_read : result.words) {
    for (const Count count : words_read) words.put(std::uint64_t{count});
  }
  for (const hw::TimestepRecord& record : result.timesteps) {
    for (const Count count :
         {Count{record.timestep}, record.input_spikes, record.spikes, record.synaptic_operations}) {
      words.put(std::uint64_t{count});
    }
  }
}

void add_traffic(const hw::SampleResult& result, LayeredRun& run) {
  for (const LogicActivity& line : result.activity.logic) {
    if (line.operation == "dram_bit") run.bits += line.count;
    if (line.operation == "dram_row_miss") run.misses += line.count;
  }
  for (const MemoryActivity& memory : result.activity.memories) {
    if (memory.name != "synapse_memory") continue;
    for (const MemoryAccesses& accesses : memory.accesses) run.loaded += accesses.writes;
  }
  run.cycles += result.cycles;
}

LayeredRun run_chip(const hw::ChipSpec& spec, const RandomCase& random) {
  Words words(sim::run_in_process([&] {
    hw::Chip chip(spec);
    hw::RunOptions options;
    options.timesteps = random.timesteps;
    options.record_spikes = true;
    LayeredRun run;
    Words results, out;
    for (const auto& trains : random.samples) {
      const hw::SampleResult result = chip.run(chip_inputs(random.network, trains), options);
      put_results(result, results);
      add_traffic(result, run);
      out.put(std::uint64_t{result.spikes.size()});
      for (const hw::OutputSpike& spike : result.spikes) {
        out.put(std::uint64_t{spike.population});
        out.put(std::uint64_t{spike.timestep});
      }
    }
    for (const Count count : {run.bits, run.misses, run.loaded, run.cycles}) {
      out.put(std::uint64_t{count});
    }
    return out.bytes() + results.bytes();
  }));
  LayeredRun run;
  std::size_t used = 0;
  const auto get = [&] {
    used += sizeof(std::uint64_t);
    return words.get();
  };
  for (std::size_t sample = 0; sample < random.samples.size(); ++sample) {
    run.spikes.emplace_back(get());
    for (hw::OutputSpike& spike : run.spikes.back()) {
      spike.population = static_cast<std::uint32_t>(get());
      spike.timestep = static_cast<std::uint32_t>(get());
    }
  }
  for (Count* count : {&run.bits, &run.misses, &run.loaded, &run.cycles}) *count = get();
  run.results = words.bytes().substr(used);
  return run;
}

/// The formula: transfers, each rounded up to bursts from the beginning of a row.
class Expected {
 public:
  explicit Expected(const hw::DramSpec& dram) : dram_(dram) {}

  void transfer(Count of) {
    if (of == 0) return;
    const Count burst = Count{dram_.word_bits} * dram_.burst_words;
    const Count moved = (of + burst - 1) / burst * burst;
    bits += moved;
    misses += (moved - 1) / (Count{dram_.row_bytes} * 8) + 1;
  }

  void memories(const hw::ChipSpec& spec) {
    for (std::uint32_t index = 0; index < spec.cores.size(); ++index) {
      const hw::CoreSpec& core = spec.cores[index];
      for (const hw::ImageSpec& image : core.images) {
        for (const Region& region : image.image->regions) {
          transfer(region.data.words() * region.data.word_bits());
          words += region.data.words();
        }
      }
      for (const hw::TableShape& table :
           {hw::axon_table(core), hw::destination_table(spec, index)}) {
        transfer(table.words() * table.word_bits);
      }
      for (const hw::SliceSpec& slice : core.slices) {
        transfer(Count{slice.count} * slice.parameter_bits);
      }
    }
  }

  /// Lists of one population: written once, read by every other population that it reaches.
  void lists(const hw::ChipSpec& spec, std::uint32_t population, std::uint32_t timesteps,
             const std::vector<hw::OutputSpike>& spikes) {
    if (spec.populations[population].input || !spec.populations[population].spiking) return;
    std::set<std::uint32_t> readers;
    for (const hw::Destination& to : spec.populations[population].destinations) {
      readers.insert(spec.cores[to.core].slices.front().population);
    }
    readers.erase(population);
    std::vector<Count> events(timesteps, 0);
    for (const hw::OutputSpike& spike : spikes) {
      events[spike.timestep] += spike.population == population ? 1 : 0;
    }
    for (const Count count : events) {
      for (std::size_t time = 0; time < 1 + readers.size(); ++time) transfer(32 * (1 + count));
    }
  }

  Count bits = 0, misses = 0, words = 0;

 private:
  hw::DramSpec dram_;
};

Expected expected_traffic(const hw::ChipSpec& spec, const RandomCase& random,
                          const LayeredRun& run) {
  Expected expected(*spec.dram);
  for (const std::vector<hw::OutputSpike>& spikes : run.spikes) {
    expected.memories(spec);
    for (std::uint32_t id = 0; id < spec.populations.size(); ++id) {
      expected.lists(spec, id, random.timesteps, spikes);
    }
  }
  return expected;
}

hw::ChipSpec spec_of(const RandomCase& random, const sim::ChipConfig& chip) {
  return chip_spec(random.network, chip,
                   sim::choose_encodings(chip.synapse_memory, random.network));
}

/// The same chip under both schedules: wave with populations apart, so that they are cut alike.
sim::ChipConfig waving(sim::ChipConfig chip) {
  chip.fidelity = hw::Fidelity::fast;
  chip.schedule = "wave";
  chip.separate_populations = true;
  chip.synapse_memory.shared_macros = true;
  return chip;
}

sim::ChipConfig layered(sim::ChipConfig chip, const Draw& draw) {
  constexpr std::uint32_t rows[] = {2048, 64, 96};
  chip.schedule = "layer_by_layer";
  chip.dram = hw::DramSpec{8 * (1 + draw(8)), 1 + draw(4), 1 + draw(128), rows[draw(3)], draw(20)};
  return chip;
}

bool has_layers(const workloads::Network& network) {
  try {
    workloads::layer_order(network);
    return true;
  } catch (const workloads::NetworkFault&) {
    return false;
  }
}

void check_same(const RandomCase& random, const sim::ChipConfig& wave,
                const sim::ChipConfig& in_turn) {
  const hw::ChipSpec apart = spec_of(random, wave);
  const LayeredRun once = run_chip(apart, random);
  hw::ChipSpec spec = spec_of(random, in_turn);
  const LayeredRun run = run_chip(spec, random);
  RC_ASSERT(run.results == once.results);
  RC_ASSERT(once.bits == 0U);
  const Expected expected = expected_traffic(spec, random, run);
  RC_ASSERT(run.bits == expected.bits);
  RC_ASSERT(run.misses == expected.misses);
  RC_ASSERT(run.loaded == expected.words);
  // On no more cores than the widest layer needs.
  sim::ChipConfig small = in_turn;
  small.mesh_width = static_cast<std::uint32_t>(hw::routers_in_use(spec).size());
  small.mesh_height = 1;
  if (apart.cores.size() <= small.mesh_width) return;
  sim::ChipConfig too_small = wave;
  too_small.mesh_width = small.mesh_width;
  too_small.mesh_height = 1;
  RC_ASSERT_THROWS_AS(spec_of(random, too_small), workloads::MappingRefused);
  RC_ASSERT(run_chip(spec_of(random, small), random).results == once.results);
}

bool layers_equal_wave(Arithmetic arithmetic) {
  draw_cases(6);
  return rc::check([arithmetic] {
    const RandomCase random = random_case(layered_draw, arithmetic);
    RC_PRE(has_layers(random.network));
    RC_LOG() << describe(random.network);
    for (const NamedConfig& encoding : encodings_for(random, layered_draw)) {
      const auto placements = placements_for(random, encoding, layered_draw);
      const NamedConfig& config = placements[layered_draw(3)];
      RC_LOG() << config.name << std::endl;
      const sim::ChipConfig wave = waving(config.chip);
      check_same(random, wave, layered(wave, layered_draw));
    }
  });
}

TEST(LayerByLayer, EqualsWaveFloat32) {
  EXPECT_TRUE(layers_equal_wave(Arithmetic::floating));
}

TEST(LayerByLayer, EqualsWaveQuantized) {
  EXPECT_TRUE(layers_equal_wave(Arithmetic::quantized));
}

TEST(LayerByLayer, EqualsWaveFixedPoint) {
  EXPECT_TRUE(layers_equal_wave(Arithmetic::fixed));
}

/// A DRAM so slow that it rules every step: what changes with its figures is what was moved.
TEST(LayerByLayer, TimeIsThatOfTheTransfers) {
  std::uint32_t state = 7;  // a fixed case: Numerical Recipes' generator
  const Draw draw = [&](std::uint32_t below) {
    state = 1664525 * state + 1013904223;
    return static_cast<std::uint32_t>((std::uint64_t{state} * below) >> 32);
  };
  std::optional<RandomCase> random;
  while (!random || !has_layers(random->network)) random = random_case(draw, Arithmetic::quantized);
  sim::ChipConfig chip = waving(encodings_for(*random, draw)[0].chip);
  chip.mesh_width = chip.mesh_height = 6;
  chip.schedule = "layer_by_layer";
  const auto run = [&](std::uint32_t bits_per_cycle, std::uint32_t row_miss_cycles) {
    chip.dram = hw::DramSpec{64, 1, bits_per_cycle, 2048, row_miss_cycles};
    return run_chip(spec_of(*random, chip), *random);
  };
  const LayeredRun base = run(1, 5000), missing = run(1, 5010), wide = run(2, 5000);
  EXPECT_EQ(missing.cycles - base.cycles, 10 * base.misses);
  EXPECT_EQ(base.cycles - wide.cycles, base.bits / 2);
  EXPECT_GT(base.bits, 0U);
}

}  // namespace
}  // namespace engram::differential
