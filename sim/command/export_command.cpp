#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/network_export.hpp"
#include "sim/config/load.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

int export_command(const ExportArguments& arguments) {
  const LoadedConfig loaded = load_config(arguments.config, arguments.sets);
  const workloads::Network network = prepare_network(loaded.config);
  const auto decay =
      arguments.decay == "euler" ? workloads::NirDecay::euler : workloads::NirDecay::exponential;
  const std::vector<std::string> untold =
      export_network(network, loaded.config, decay, arguments.nir);
  std::printf("%s: %zu populations, %zu projections, dt %g s, decays %s\n", arguments.nir.c_str(),
              boost::num_vertices(network.graph), boost::num_edges(network.graph),
              exported_timestep(loaded.config), arguments.decay.c_str());
  print_untold(untold);
  return kOk;
}

}  // namespace engram::sim
