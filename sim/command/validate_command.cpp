#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/config/load.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/simulate.hpp"

namespace engram::sim {

int validate_command(const std::string& file, const std::vector<std::string>& sets) {
  const LoadedConfig loaded = load_config(file, sets);
  const Prepared prepared = prepare(loaded.config);
  check_before_run(prepared);
  std::printf("%s: valid: %zu populations, %zu projections, %zu cores, %zu samples, %zu tables\n",
              file.c_str(), prepared.chip.populations.size(), prepared.chip.projections.size(),
              prepared.chip.cores.size(), prepared.samples.size(), prepared.tables.size());
  return kOk;
}

}  // namespace engram::sim
