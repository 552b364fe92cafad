#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/config/load.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/simulate.hpp"
#include "sim/spatial/spatial_run.hpp"
#include "sim/train/prepare_training.hpp"
#include "sim/train/training_text.hpp"

namespace engram::sim {

int validate_command(const std::string& file, const std::vector<std::string>& sets) {
  if (is_train_config(file)) {
    const LoadedTrainConfig training = load_train_config(file, sets);
    const PreparedTraining prepared = prepare_training(training.config);
    std::printf("%s: valid: a training, %s", file.c_str(), training_overview(prepared).c_str());
    return kOk;
  }
  if (is_spatial(file)) {
    const LoadedSpatialConfig spatial = load_spatial(file, sets);
    check_before_spatial_run(spatial.config);
    std::printf("%s: valid: %zu layers, table %s\n", file.c_str(), spatial.config.layers.size(),
                spatial.config.tables.front().c_str());
    return kOk;
  }
  const LoadedConfig loaded = load_config(file, sets);
  const Prepared prepared = prepare(loaded.config);
  check_before_run(prepared);
  std::printf("%s: valid: %zu populations, %zu projections, %zu cores, %zu samples, %zu tables\n",
              file.c_str(), prepared.chip.populations.size(), prepared.chip.projections.size(),
              hw::routers_in_use(prepared.chip).size(), prepared.samples.size(),
              prepared.tables.size());
  return kOk;
}

}  // namespace engram::sim
