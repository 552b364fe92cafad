#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "sim/config/json_text.hpp"
#include "sim/config/train_config.hpp"

namespace engram::sim {

struct LoadedConfig {
  Config config;
  JsonValue tree;        ///< resolved: every key with its value and origin, see origin_text
  std::string resolved;  ///< the same as text; loading it gives the same text again
};

/// Reads a run config: `extends` first, then the file, then `sets` ("/json/pointer=value"), then
/// defaults. Throws ConfigFault with every fault found; checks across keys are made wherever the
/// keys themselves are right.
LoadedConfig load_config(const std::filesystem::path& file, const std::vector<std::string>& sets);

struct LoadedTrainConfig {
  TrainConfig config;
  JsonValue tree;
  std::string resolved;
};

/// The same for the config of a training.
LoadedTrainConfig load_train_config(const std::filesystem::path& file,
                                    const std::vector<std::string>& sets);

/// Whether a config, or what it extends, has the key that makes it a training: /training.
bool is_train_config(const std::filesystem::path& file);

}  // namespace engram::sim
