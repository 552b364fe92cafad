#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/network_export.hpp"
#include "sim/command/progress_line.hpp"
#include "sim/command/step_window.hpp"
#include "sim/config/load.hpp"
#include "sim/export/export_folder.hpp"
#include "sim/results/manifest.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/run/attempt.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {
namespace {

/// What of the run is shown. Throws InputFault with all that is wrong about it.
TraceWindow window_of(const ExportArguments& arguments, const Config& config,
                      const Prepared& prepared) {
  TraceWindow window;
  window.sample = arguments.sample;
  std::string faults;
  attempt(faults, [&] { read_steps("--steps", arguments.steps, config.input.timesteps, window); });
  attempt(faults, [&] { check_sample("--sample", arguments.sample, prepared.samples.size()); });
  if (prepared.learning) {
    attempt(faults, [] { throw InputFault("/learning: export --out is of weights that stay"); });
  }
  if (!faults.empty()) throw InputFault(faults);
  return window;
}

void export_bench(const ExportArguments& arguments, const LoadedConfig& loaded) {
  const Stopwatch stopwatch;
  RunContext context;
  context.started = utc_now();
  context.command_line = arguments.command_line;
  context.resolved = loaded.resolved;
  check_result_folder(arguments.out);
  Config config = loaded.config;
  config.chip.fidelity = hw::Fidelity::cycle;
  Prepared prepared = prepare(config);
  prepared.chip.fetch_ahead = arguments.fetch_ahead;
  const TraceWindow window = window_of(arguments, config, prepared);
  std::map<std::string, std::string> files;
  {
    ProgressLine line;
    const auto show = [&](std::size_t, std::uint32_t timestep) {
      if (!line.due()) return;
      line.show("timestep " + std::to_string(timestep + 1) + " of " +
                std::to_string(config.input.timesteps));
    };
    files = export_files(config, std::move(prepared), window, show);
  }
  files["resolved.json"] = loaded.resolved;
  context.wall_seconds = stopwatch.seconds();
  files["manifest.json"] = manifest_text(files, context);
  write_result_folder(arguments.out, files);
  std::printf("%s: %zu files, described in chip.json and regions.csv\n", arguments.out.c_str(),
              files.size());
}

void export_nir_file(const ExportArguments& arguments, const Config& config) {
  const workloads::Network network = prepare_network(config);
  const auto decay =
      arguments.decay == "euler" ? workloads::NirDecay::euler : workloads::NirDecay::exponential;
  const std::vector<std::string> untold = export_network(network, config, decay, arguments.nir);
  std::printf("%s: %zu populations, %zu projections, dt %g s, decays %s\n", arguments.nir.c_str(),
              boost::num_vertices(network.graph), boost::num_edges(network.graph),
              exported_timestep(config), arguments.decay.c_str());
  print_untold(untold);
}

}  // namespace

int export_command(const ExportArguments& arguments) {
  const LoadedConfig loaded = load_config(arguments.config, arguments.sets);
  if (!arguments.nir.empty()) check_result_file(arguments.nir);
  if (!arguments.out.empty()) export_bench(arguments, loaded);
  if (!arguments.nir.empty()) export_nir_file(arguments, loaded.config);
  return kOk;
}

}  // namespace engram::sim
