#include <cstdio>
#include <filesystem>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/progress_line.hpp"
#include "sim/command/step_window.hpp"
#include "sim/config/load.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/results/screen.hpp"
#include "sim/results/trace.hpp"
#include "sim/results/vcd.hpp"
#include "sim/results/write.hpp"
#include "sim/run/simulate.hpp"
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

/// A run on a spatial array: layers, no timesteps to look at one by one.
int run_layers(const RunArguments& arguments, RunContext context, const Stopwatch& stopwatch) {
  if (!arguments.trace.empty() || !arguments.vcd.empty()) {
    throw InputFault("a run on a spatial array has no --trace and no --vcd");
  }
  const LoadedSpatialConfig loaded = load_spatial(arguments.config, arguments.sets);
  const std::filesystem::path folder = result_folder(arguments, loaded.config.name);
  const SpatialOutcome outcome = run_spatial(loaded.config);
  context.resolved = loaded.resolved;
  context.wall_seconds = stopwatch.seconds();
  write_spatial(folder, loaded.config, outcome, context);
  if (!arguments.quiet) {
    std::fputs(spatial_screen(loaded.config, outcome).c_str(), stdout);
    std::printf("results in %s\n", folder.string().c_str());
  }
  return kOk;
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

  const Prepared prepared = prepare(config);
  auto window = trace_window(arguments, prepared.samples.size(), config.input.timesteps);
  hw::WaveLog waves(arguments.vcd_scope);
  if (window && !arguments.vcd.empty()) window->waves = &waves;
  Outcome outcome;
  {
    ProgressLine line;
    const auto show = [&](std::size_t sample, std::uint32_t timestep) {
      if (!line.due()) return;
      line.show("sample " + std::to_string(sample + 1) + " of " +
                std::to_string(prepared.samples.size()) + ", timestep " +
                std::to_string(timestep + 1) + " of " + std::to_string(config.input.timesteps));
    };
    outcome = simulate(config, prepared, show, window);
  }
  const Summary summary = summarise(prepared, outcome);
  context.resolved = loaded.resolved;
  context.wall_seconds = stopwatch.seconds();
  write_results(folder, config, prepared, outcome, summary, context);
  if (!arguments.trace.empty()) {
    write_result_file(arguments.trace, trace_json(prepared, outcome.samples[window->sample]));
  }
  if (!arguments.vcd.empty()) {
    write_result_file(arguments.vcd, vcd_text(waves, prepared.chip.clock_period_ps));
  }
  if (!arguments.quiet) {
    std::fputs(screen_summary(config, prepared, outcome, summary).c_str(), stdout);
    std::printf("results in %s\n", folder.string().c_str());
  }
  return kOk;
}

}  // namespace engram::sim
