#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hw/spatial_array/layer_model.hpp"
#include "sim/config/input_config.hpp"
#include "sim/config/json_value.hpp"

/// The config of a run on a spatial array: "chip": {"template": "spatial_array", ...}.
namespace engram::sim {

struct SpatialLayer {
  hw::LayerShape shape;
  std::optional<hw::Tiling> tiling;  ///< absent: searched
  double input_density = 1, weight_density = 1, output_density = 1;
  std::optional<unsigned> input_bits;  ///< instead of the machine's
  /// Recorded: spikes.csv of a run and the population that is the layer's input.
  std::optional<std::pair<std::filesystem::path, std::string>> spikes;
  /// Recorded: a recording whose events are the layer's inputs; timesteps are the layer's.
  std::optional<InputConfig> events;
  bool multiplies = false;  ///< graded inputs: a MAC instead of add and compare
};

struct SpatialConfig {
  std::string name;
  std::uint64_t seed = 1;
  hw::MachineSpec machine;
  hw::Dataflow dataflow = hw::Dataflow::row_stationary;
  std::uint64_t search_bound = 200;
  bool drawn = false;  ///< zeros are drawn and counted one by one, not at their expectation
  std::vector<SpatialLayer> layers;
  std::vector<std::string> tables;
};

struct LoadedSpatialConfig {
  SpatialConfig config;
  JsonValue tree;        ///< resolved
  std::string resolved;  ///< the same as text
};

/// Whether a config names the spatial array as its chip. Throws ConfigFault where it is no JSON.
bool is_spatial(const std::filesystem::path& file);

/// As load_config, for such a config. Throws ConfigFault with every fault found.
LoadedSpatialConfig load_spatial(const std::filesystem::path& file,
                                 const std::vector<std::string>& sets);

/// Shares of zeros, one a layer, when all weights with a magnitude below one threshold are 0, and
/// a share `zeros` of all weights is: weights of a layer are taken for normal with a spread that
/// gives the shares `profile` at another threshold. `weights`: how many a layer has. Shares of 0
/// and 1 stay what they are.
std::vector<double> shares_at_threshold(const std::vector<double>& profile,
                                        const std::vector<double>& weights, double zeros);

}  // namespace engram::sim
