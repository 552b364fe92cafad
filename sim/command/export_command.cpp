#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/config/load.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/nir/export.hpp"

namespace engram::sim {
namespace {

/// Seconds a timestep: of the network where it says one, else of the input.
double timestep(const Config& config) {
  return (config.network.dt_us > 0 ? config.network.dt_us : config.input.timestep_us) * 1e-6;
}

/// A network that NIR cannot hold and a file that cannot be written are the user's to mend.
std::vector<std::string> write(const workloads::Network& network,
                               const workloads::NirExport& options, const std::string& file) {
  try {
    return workloads::export_nir(network, options, file);
  } catch (const workloads::NetworkFault& fault) {
    throw InputFault(fault.what());
  } catch (const workloads::FileFault& fault) {
    throw InputFault(fault.what());
  }
}

}  // namespace

int export_command(const ExportArguments& arguments) {
  const LoadedConfig loaded = load_config(arguments.config, arguments.sets);
  const workloads::Network network = prepare_network(loaded.config);
  workloads::NirExport options;
  options.dt = timestep(loaded.config);
  options.decay =
      arguments.decay == "euler" ? workloads::NirDecay::euler : workloads::NirDecay::exponential;
  const std::vector<std::string> untold = write(network, options, arguments.nir);
  std::printf("%s: %zu populations, %zu projections, dt %g s, decays %s\n", arguments.nir.c_str(),
              boost::num_vertices(network.graph), boost::num_edges(network.graph), options.dt,
              arguments.decay.c_str());
  if (!untold.empty()) std::printf("what NIR cannot say, and only dynamics 'engram' will know:\n");
  for (const std::string& line : untold) std::printf("  %s\n", line.c_str());
  return kOk;
}

}  // namespace engram::sim
