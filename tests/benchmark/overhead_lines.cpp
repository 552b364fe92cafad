#include "sim/config/load.hpp"
#include "sim/results/screen.hpp"
#include "sim/results/write.hpp"
#include "sim/run/simulate.hpp"
#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/measure.hpp"
#include "tests/benchmark/verdict.hpp"

namespace engram::bench {
namespace {

/// Share of a run (elaborate, simulate, price, write) that is pricing and writing.
Verdict accounting() {
  reference_file("real/MANIFEST.md");
  const Figures figures = apart([] {
    const sim::LoadedConfig loaded =
        sim::load_config(ENGRAM_SOURCE_DIR "/configs/runs/slayer_gesture.json", {});
    const sim::Prepared prepared = sim::prepare(loaded.config);
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / "engram_bench_accounting";
    double begin = cpu_seconds();
    const sim::Outcome outcome = sim::simulate(loaded.config, prepared);
    const double simulated = cpu_seconds() - begin;
    begin = cpu_seconds();
    for (const hw::SampleResult& sample : outcome.samples) {
      energy::account(sample.activity, prepared.tables.front());
    }
    for (const energy::Table& table : prepared.tables) energy::account(outcome.activity, table);
    const double priced = cpu_seconds() - begin;
    begin = cpu_seconds();
    const sim::Summary summary = sim::summarise(prepared, outcome);
    sim::RunContext context;
    context.resolved = loaded.resolved;
    sim::write_results(folder, loaded.config, prepared, outcome, summary, context);
    sim::screen_summary(loaded.config, prepared, outcome, summary);
    const double written = cpu_seconds() - begin;
    std::filesystem::remove_all(folder);
    return Figures{{"share", (priced + written) / (simulated + written)}};
  });
  return {100 * figures.at("share"), {}};
}

Verdict start() {
  const std::string folder =
      (std::filesystem::temp_directory_path() / "engram_bench_start").string();
  const double seconds = program_seconds(
      20, ENGRAM_PROGRAM,
      "run --quiet --out " + folder + " " ENGRAM_SOURCE_DIR "/configs/runs/worked_example.json");
  std::filesystem::remove_all(folder);
  return {1e3 * seconds, {}};
}

}  // namespace

void add_overhead_lines() {
  add({"7 accounting and reporting, gesture", "% of run", Bound::at_most, 5, accounting});
  add({"7 start to end of a one-timestep run", "ms", Bound::at_most, 50, start});
}

}  // namespace engram::bench
