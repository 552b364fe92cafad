#include "sim/price/priced_runs.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "sim/config/load.hpp"
#include "sim/price/activity_file.hpp"
#include "sim/run/in_process.hpp"
#include "sim/run/simulate.hpp"
#include "tests/differential/sample_text.hpp"
#include "tests/sim/command/program.hpp"
#include "workloads/network/random.hpp"

/// Runs that are priced come to what `engram run` would: every count, cycle, line and refusal.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using Sets = std::vector<std::string>;

constexpr const char* kRun = R"({ "name": "small", "workload": {
  "network": { "populations": [
      { "name": "in", "shape": [2, 6, 6], "neuron": { "model": "input" } },
      { "name": "maps", "shape": [3, 6, 6],
        "neuron": { "model": "lif", "decay": 0.875, "threshold": 1.0, "reset": "subtract" } },
      { "name": "out", "shape": [7], "output": true,
        "neuron": { "model": "lif", "decay": 0.5, "threshold": 1.0, "reset": "zero" } } ],
    "projections": [
      { "name": "conv", "source": "in", "target": "maps", "type": "conv2d", "kernel": 3,
        "padding": 1,
        "weights": { "distribution": "normal", "mean": 0.2, "deviation": 0.4, "density": 0.6 } },
      { "name": "fc", "source": "maps", "target": "out", "type": "dense",
        "weights": { "distribution": "normal", "mean": 0.05, "deviation": 0.3, "density": 0.4 } },
      { "name": "back", "source": "out", "target": "out", "type": "dense", "delay": 2,
        "weights": { "distribution": "normal", "mean": -0.1, "deviation": 0.3, "density": 1 } } ] },
  "input": { "poisson": { "rate_hz": 120 }, "timestep_us": 1000, "timesteps": 12, "samples": 2 } },
  "compression": { "quantize": { "format": "uniform", "bits": 4 } },
  "chip": { "clock_mhz": 20, "mesh": [4, 4], "core": { "neurons": 64 } } })";

/// What is drawn, a value of each.
const std::vector<Sets> kAxes = {
    {"/chip/core/synapse_memory/encoding=crossbar", "/chip/core/synapse_memory/encoding=index",
     "/chip/core/synapse_memory/encoding=bitmap", "/chip/core/synapse_memory/encoding=run_length",
     "/chip/core/synapse_memory/encoding=functional",
     R"(/chip/core/synapse_memory/encoding={"default": "index", "fc": "bitmap"})"},
    {"/chip/core/synapse_memory/sharing=none", "/chip/core/synapse_memory/sharing=none",
     R"(/chip/core/synapse_memory/sharing={"default": "kernel", "fc": "none", "back": "none"})"},
    {"/chip/core/synapse_memory/word_bits=64", "/chip/core/synapse_memory/word_bits=16",
     "/chip/core/synapse_memory/word_bits=50"},
    {"/chip/core/synapse_memory/rows=packed", "/chip/core/synapse_memory/rows=aligned"},
    {"/chip/core/synapse_memory/banks=1", "/chip/core/synapse_memory/banks=2",
     "/chip/core/synapse_memory/banks=4"},
    {"/chip/core/synapse_memory/ports=1", "/chip/core/synapse_memory/ports=2"},
    {"/chip/core/synapse_memory/macros=separate", "/chip/core/synapse_memory/macros=shared"},
    {"/chip/core/synapse_memory/sizing=fit", "/chip/core/synapse_memory/sizing=fit",
     "/chip/core/synapse_memory/sizing=fixed"},
    {"/chip/core/synapse_memory/functional_mode=rowcol",
     "/chip/core/synapse_memory/functional_mode=bitmap",
     "/chip/core/synapse_memory/functional_mode=pure"},
    {"/chip/core/lanes=1", "/chip/core/lanes=4"},
    {"/chip/core/accumulator=registers", "/chip/core/accumulator=sram"},
    {"/chip/core/neurons=64", "/chip/core/neurons=64", "/chip/core/neurons=20"},
    {"/chip/core/synapse_memory_kib=64", "/chip/core/synapse_memory_kib=64",
     "/chip/core/synapse_memory_kib=1"},
    {"/chip/mapping/strategy=packed", "/chip/mapping/strategy=separate"},
    {"/chip/noc/topology=mesh", "/chip/noc/topology=mesh", "/chip/noc/topology=ring"},
    {"/chip/noc/casting=unicast", "/chip/noc/casting=multicast"},
    {"/chip/payload=unit", "/chip/payload=unit", "/chip/payload=multiply"},
    {"/chip/core/update=sweep", "/chip/core/update=sweep", "/chip/core/update=touched"},
    {"/chip/schedule=wave", "/chip/schedule=wave", "/chip/schedule=pipelined"},
    {"/chip/timing=as_fast", "/chip/timing=as_fast", "/chip/timing=real_time"},
    {"/chip/clock_gating=true", "/chip/clock_gating=false"},
    {"/chip/clock_mhz=20", "/chip/clock_mhz=20", "/chip/clock_mhz=90", "/chip/clock_mhz=0.05"},
    {R"(/energy/table="ihp-sg13g2-130nm")", R"(/energy/table="ihp-sg13g2-130nm")",
     R"(/energy/table="cacti-45nm-hp")", R"(/energy/table="schaefer2020-45nm")"}};

/// Draws some axes; the rest stays as it was, so that runs have much in common.
Sets drawn(workloads::RandomStream& draws, Sets before) {
  if (before.empty()) {
    for (const Sets& axis : kAxes) before.push_back(axis.front());
  }
  for (std::uint64_t changes = 1 + draws.below(3); changes > 0; --changes) {
    const std::size_t axis = draws.below(kAxes.size());
    before[axis] = kAxes[axis][draws.below(kAxes[axis].size())];
  }
  return before;
}

std::string outcome_text(const Outcome& outcome) {
  std::string text;
  for (const hw::SampleResult& sample : outcome.samples) text += differential::sample_text(sample);
  std::vector<energy::Ledger> ledgers = outcome.ledgers;
  ledgers.insert(ledgers.end(), outcome.sample_ledgers.begin(), outcome.sample_ledgers.end());
  for (const energy::Ledger& ledger : ledgers) {
    text += ledger.table + " " + std::to_string(ledger.area_um2) + "\n";
    for (const energy::LedgerLine& line : ledger.lines) {
      text += line.block + " " + line.region + " " + line.kind + " " + std::to_string(line.count) +
              " " + to_string(line.total) + "\n";
    }
  }
  return text;
}

std::string simulated_text(const fs::path& file, const Sets& sets) {
  const LoadedConfig loaded = load_config(file, sets);
  const Prepared prepared = prepare(loaded.config);
  return outcome_text(simulate(loaded.config, prepared));
}

struct Tally {
  int ran = 0, refused = 0, simulated = 0, alone = 0;
};

std::string priced_text(PricedRuns& runs, const fs::path& file, const Sets& sets, Tally& tally) {
  const LoadedConfig loaded = load_config(file, sets);
  try {
    const RunSource source = runs.run(loaded.config, point_keys(loaded.tree));
    ++tally.ran;
    tally.simulated += source == RunSource::simulated ? 1 : 0;
    Outcome outcome = runs.outcome();
    const std::string sum = outcome_text(outcome);
    price(runs.prepared().tables, outcome);
    EXPECT_TRUE(outcome_text(outcome).starts_with(sum));
    return outcome_text(outcome);
  } catch (const InputFault& fault) {
    ++tally.refused;
    return fault.what();
  }
}

Tally compare(const fs::path& file, std::size_t count, const Sets& always, std::uint64_t seed) {
  workloads::RandomStream draws(seed, 0);
  std::vector<Sets> all;
  Sets sets;
  for (std::size_t k = 0; k < count; ++k) {
    sets = drawn(draws, sets);
    all.push_back(sets);
    all.back().insert(all.back().end(), always.begin(), always.end());
  }
  std::vector<std::function<std::string()>> works;
  for (const Sets& one : all) works.push_back([&, one] { return simulated_text(file, one); });
  const std::vector<ProcessResult> simulated = run_in_processes(works);
  PricedRuns runs("");
  Tally tally;
  for (std::size_t k = 0; k < count; ++k) {
    std::string text;
    for (const std::string& set : all[k]) text += set + "\n";
    EXPECT_EQ(priced_text(runs, file, all[k], tally), simulated[k].text) << text;
  }
  return tally;
}

TEST(PricedRuns, EqualSimulatedOnesInEveryFigure) {
  const Scratch scratch;
  const Tally tally = compare(scratch.write("run.json", kRun), 120, {}, 1);
  EXPECT_EQ(tally.simulated, 1);
  EXPECT_GT(tally.ran, 60);
  EXPECT_GT(tally.refused, 5);
}

TEST(PricedRuns, EqualSimulatedOnesOnFloats) {
  const Scratch scratch;
  const Tally tally = compare(scratch.write("run.json", kRun), 40, {"/compression={}"}, 2);
  EXPECT_EQ(tally.simulated, 1);
}

TEST(PricedRuns, EqualSimulatedOnesOfDenseActivity) {
  const Scratch scratch;
  const Tally tally = compare(scratch.write("run.json", kRun), 30,
                              {R"(/workload/activity="dense")",
                               R"(/workload/input={"timesteps": 4})", "/chip/core/update=sweep"},
                              3);
  EXPECT_EQ(tally.simulated, 1);
}

TEST(PricedRuns, SpikesAreReadFromWhereAnotherProcessPutThem) {
  const Scratch scratch;
  const fs::path file = scratch.write("run.json", kRun), folder = scratch.path() / "activity";
  Tally tally;
  std::string first;
  {
    PricedRuns runs(folder);
    first = priced_text(runs, file, {}, tally);
  }
  EXPECT_EQ(tally.simulated, 1);
  {
    PricedRuns runs(folder);
    EXPECT_EQ(priced_text(runs, file, {}, tally), first);
    EXPECT_EQ(tally.simulated, 1) << "priced";
    EXPECT_NE(priced_text(runs, file, {"/compression/quantize/bits=3"}, tally), first);
    EXPECT_EQ(tally.simulated, 2) << "another network";
    EXPECT_NE(priced_text(runs, file, {"/workload/input/timesteps=11"}, tally), first);
    EXPECT_EQ(tally.simulated, 3) << "another input";
  }
  // Damage is seen, and the run simulated again.
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::string bytes = read_file(entry.path());
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    std::ofstream(entry.path(), std::ios::binary) << bytes;
  }
  PricedRuns runs(folder);
  EXPECT_EQ(priced_text(runs, file, {}, tally), first);
  EXPECT_EQ(tally.simulated, 4);
}

TEST(PricedRuns, WhatSpikesCannotPriceIsKnown) {
  const Scratch scratch;
  const fs::path file = scratch.write("run.json", kRun);
  const auto priceable = [&](const Sets& sets) {
    return can_be_priced(load_config(file, sets).config);
  };
  EXPECT_TRUE(priceable({}));
  EXPECT_FALSE(priceable({"/fidelity=cycle"}));
  EXPECT_FALSE(priceable({"/chip/core/synapse_memory/encoding=auto"}));
  EXPECT_FALSE(priceable(
      {"/chip/schedule=layer_by_layer",
       R"(/chip/dram={"word_bits": 64, "burst_words": 4, "bits_per_cycle": 64, "row_bytes": 2048})"}));
}

}  // namespace
}  // namespace engram::sim
