#include "sim/command/network_export.hpp"

#include <cstdio>

#include "sim/run/prepare.hpp"

namespace engram::sim {

double exported_timestep(const Config& config) {
  return (config.network.dt_us > 0 ? config.network.dt_us : config.input.timestep_us) * 1e-6;
}

std::vector<std::string> export_network(const workloads::Network& network, const Config& config,
                                        workloads::NirDecay decay, const std::string& file) {
  workloads::NirExport options;
  options.dt = exported_timestep(config);
  options.decay = decay;
  // A network that NIR cannot hold and a file that cannot be written are the user's to mend.
  try {
    return workloads::export_nir(network, options, file);
  } catch (const workloads::NetworkFault& fault) {
    throw InputFault(fault.what());
  } catch (const workloads::FileFault& fault) {
    throw InputFault(fault.what());
  }
}

void print_untold(const std::vector<std::string>& untold) {
  if (!untold.empty()) std::printf("what NIR cannot say, and only dynamics 'engram' will know:\n");
  for (const std::string& line : untold) std::printf("  %s\n", line.c_str());
}

}  // namespace engram::sim
