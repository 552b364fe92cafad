#include <cstdio>
#include <filesystem>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/print_records.hpp"
#include "sim/command/progress_line.hpp"
#include "sim/command/step_window.hpp"
#include "sim/config/load.hpp"
#include "sim/neurobench/neurobench_json.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/results/run_records.hpp"
#include "sim/results/screen.hpp"
#include "sim/results/trace.hpp"
#include "sim/results/vcd.hpp"
#include "sim/results/write.hpp"
#include "sim/run/simulate.hpp"
#include "sim/spatial/spatial_records.hpp"
#include "sim/spatial/spatial_text.hpp"
#include "sim/spatial/spatial_write.hpp"

namespace engram::sim {
namespace {

/// The window that the command line asks for. Throws InputFault where the run has no such sample or
/// timestep.
std::optional<TraceWindow> trace_window(const RunArguments& arguments, std::size_t samples,
                                        std::uint32_t timesteps) {
  if (arguments.vcd.empty() && !arguments.vcd_scope.empty()) {
    throw InputFault("--vcd-scope: there is no --vcd");
  }
  if (arguments.trace.empty() && arguments.vcd.empty()) return {};
  for (const std::string& file : {arguments.trace, arguments.vcd}) {
    if (!file.empty()) check_result_file(file);
  }
  TraceWindow window;
  window.sample = arguments.trace_sample;
  read_steps("--trace-steps", arguments.trace_steps, timesteps, window);
  check_sample("--trace-sample", arguments.trace_sample, samples);
  return window;
}

std::filesystem::path result_folder(const RunArguments& arguments, const std::string& name) {
  const std::filesystem::path folder = arguments.out.empty()
                                           ? std::filesystem::path("results") / name
                                           : std::filesystem::path(arguments.out);
  check_result_folder(folder);
  return folder;
}

/// What a person or, with --format, a script gets to see of a result.
template <class MakeTables, class MakeScreen>
void show_result(const RunArguments& arguments, const std::filesystem::path& folder,
                 MakeTables tables, MakeScreen screen) {
  const bool printed = print_records(arguments.format, tables);
  if (arguments.quiet) return;
  if (!printed) std::fputs(screen().c_str(), stdout);
  std::fprintf(printed ? stderr : stdout, "results in %s\n", folder.string().c_str());
}

/// A run on a spatial array: layers, no timesteps to look at one by one.
int run_layers(const RunArguments& arguments, RunContext context, const Stopwatch& stopwatch) {
  if (!arguments.trace.empty() || !arguments.vcd.empty()) {
    throw InputFault("a run on a spatial array has no --trace and no --vcd");
  }
  if (arguments.threads != 1) {
    throw InputFault(
        "--threads: a spatial array has no cores to compute side by side (expected 1)");
  }
  if (arguments.neurobench) {
    throw InputFault(
        "--neurobench: a spatial array runs layers, no timesteps: there is nothing to count");
  }
  const LoadedSpatialConfig loaded = load_spatial(arguments.config, arguments.sets);
  const std::filesystem::path folder = result_folder(arguments, loaded.config.name);
  const SpatialOutcome outcome = run_spatial(loaded.config);
  context.resolved = loaded.resolved;
  context.wall_seconds = stopwatch.seconds();
  write_spatial(folder, loaded.config, outcome, context);
  show_result(
      arguments, folder, [&] { return spatial_records(loaded.config, outcome); },
      [&] { return spatial_screen(loaded.config, outcome); });
  return kOk;
}

/// Hands every sample to the metrics, where there are any.
SampleObserver observer_of(const Prepared& prepared, std::optional<WorkloadMetrics>& workload) {
  if (!workload) return {};
  return [&](std::size_t sample, const hw::SampleResult& result) {
    workload->add(prepared.samples[sample].trains, result.spikes, result.membrane_changes);
  };
}

void check_threads(const RunArguments& arguments, const Config& config) {
  if (arguments.threads == 1) return;
  if (config.chip.fidelity != hw::Fidelity::fast) {
    throw InputFault(
        "--threads: at fidelity cycle cores wait for each other's words and flits "
        "(expected 1, or fidelity fast)");
  }
  if (arguments.neurobench) {
    throw InputFault(
        "--threads: with --neurobench membrane changes are counted, neuron after "
        "neuron (expected 1)");
  }
}

}  // namespace

int run_command(const RunArguments& arguments) {
  const Stopwatch stopwatch;
  RunContext context;
  context.started = utc_now();
  context.command_line = arguments.command_line;
  if (is_spatial(arguments.config)) return run_layers(arguments, context, stopwatch);
  const LoadedConfig loaded = load_config(arguments.config, arguments.sets);
  const Config& config = loaded.config;
  const std::filesystem::path folder = result_folder(arguments, config.name);

  if (arguments.neurobench && config.learning) {
    throw InputFault("--neurobench: weights that learn while they run cannot be counted");
  }
  check_threads(arguments, config);
  const Prepared prepared =
      prepare(config, arguments.neurobench ? Weights::kept : Weights::released);
  auto window = trace_window(arguments, prepared.samples.size(), config.input.timesteps);
  hw::WaveLog waves(arguments.vcd_scope);
  if (window && !arguments.vcd.empty()) window->waves = &waves;
  std::optional<WorkloadMetrics> workload;
  if (arguments.neurobench) workload.emplace(prepared.network, config.input.timesteps);
  Outcome outcome;
  {
    ProgressLine line;
    const auto show = [&](std::size_t sample, std::uint32_t timestep) {
      if (!line.due()) return;
      line.show("sample " + std::to_string(sample + 1) + " of " +
                std::to_string(prepared.samples.size()) + ", timestep " +
                std::to_string(timestep + 1) + " of " + std::to_string(config.input.timesteps));
    };
    outcome = simulate(config, prepared, show, window, observer_of(prepared, workload),
                       arguments.threads);
  }
  const Summary summary = summarise(prepared, outcome);
  context.resolved = loaded.resolved;
  context.wall_seconds = stopwatch.seconds();
  MoreFiles more;
  if (workload) {
    more["neurobench.json"] = neurobench_json(static_metrics(prepared.network), *workload, config,
                                              prepared, batch_of(prepared, outcome), summary);
  }
  write_results(folder, config, prepared, outcome, summary, context, more);
  if (!arguments.trace.empty()) {
    write_result_file(arguments.trace, trace_json(prepared, outcome.samples[window->sample]));
  }
  if (!arguments.vcd.empty()) {
    write_result_file(arguments.vcd, vcd_text(waves, prepared.chip.clock_period_ps));
  }
  show_result(
      arguments, folder, [&] { return run_records(config, prepared, outcome, summary); },
      [&] { return screen_summary(config, prepared, outcome, summary); });
  return kOk;
}

}  // namespace engram::sim
