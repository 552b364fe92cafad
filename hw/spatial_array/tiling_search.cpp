#include "hw/spatial_array/tiling_search.hpp"

#include <algorithm>
#include <stdexcept>

namespace engram::hw {
namespace {

using enum Dimension;

/// 1, 2, 4, ... and `size` itself.
std::vector<std::uint32_t> powers(std::uint32_t size) {
  std::vector<std::uint32_t> sizes;
  for (std::uint32_t power = 1; power < size; power *= 2) sizes.push_back(power);
  sizes.push_back(size);
  return sizes;
}

struct Sets {
  std::uint32_t outputs = 1, inputs = 1;
};

std::vector<Sets> ways_to_lay_rows(const LayerShape& shape, Dataflow dataflow,
                                   const MachineSpec& machine) {
  if (dataflow == Dataflow::output_stationary || dataflow == Dataflow::weight_stationary) {
    return {{}};
  }
  const std::uint32_t groups = machine.rows / shape.kernel_height;
  std::vector<Sets> ways;
  for (std::uint32_t outputs = 1; outputs <= std::min(groups, shape.outputs); ++outputs) {
    const std::uint32_t inputs = std::min(groups / outputs, shape.inputs);
    if (outputs * inputs * 2 > groups || inputs == shape.inputs) ways.push_back({outputs, inputs});
  }
  return ways;
}

/// Tile sizes of channels: so many in a PE, times the sets.
std::vector<std::uint32_t> channel_tiles(std::uint32_t size, std::uint32_t sets) {
  std::vector<std::uint32_t> tiles;
  for (const std::uint32_t each : powers((size + sets - 1) / sets)) {
    tiles.push_back(std::min(size, each * sets));
  }
  tiles.erase(std::unique(tiles.begin(), tiles.end()), tiles.end());
  return tiles;
}

/// All legal tilings of the space.
class Space {
 public:
  Space(const LayerShape& shape, Dataflow dataflow, const MachineSpec& machine)
      : shape_(shape), dataflow_(dataflow), machine_(machine) {}

  std::vector<Tiling> legal() {
    for (const Sets& sets : ways_to_lay_rows(shape_, dataflow_, machine_)) {
      tiling_.output_sets = sets.outputs;
      tiling_.input_sets = sets.inputs;
      choose_channels();
    }
    return std::move(legal_);
  }

 private:
  void choose_channels() {
    for (const std::uint32_t outputs : channel_tiles(shape_.outputs, tiling_.output_sets)) {
      for (const std::uint32_t inputs : channel_tiles(shape_.inputs, tiling_.input_sets)) {
        set(output, outputs, outputs);
        for (const bool all : {false, true}) {
          if (all && inputs == shape_.inputs) continue;
          set(input, inputs, all ? shape_.inputs : inputs);
          choose_places();
        }
      }
    }
  }

  void choose_places() {
    const bool cut_columns = shape_.rows() == 1 || dataflow_ == Dataflow::output_stationary;
    for (const std::uint32_t rows : powers(shape_.rows())) {
      set(row, rows, rows);
      for (const std::uint32_t columns :
           cut_columns ? powers(shape_.columns()) : std::vector{shape_.columns()}) {
        set(column, columns, columns);
        choose_timesteps();
      }
    }
  }

  void choose_timesteps() {
    const bool one = loop_nest(dataflow_).one_timestep_a_block;
    for (const std::uint32_t timesteps : one ? std::vector{1U} : powers(shape_.timesteps)) {
      set(timestep, 1, timesteps);
      if (tiling_faults(shape_, dataflow_, tiling_, machine_).empty()) legal_.push_back(tiling_);
    }
  }

  void set(Dimension dimension, std::uint32_t tile, std::uint32_t block) {
    tiling_.tile[at(dimension)] = tile;
    tiling_.block[at(dimension)] = block;
  }

  const LayerShape& shape_;
  Dataflow dataflow_;
  const MachineSpec& machine_;
  Tiling tiling_;
  std::vector<Tiling> legal_;
};

/// Passes of the array.
std::uint64_t passes(const LayerShape& shape, const Tiling& tiling) {
  std::uint64_t product = 1;
  for (std::size_t loop = 0; loop < kDimensions; ++loop) {
    product *= (shape.sizes()[loop] + tiling.tile[loop] - 1) / tiling.tile[loop];
  }
  return product;
}

/// Without those that take many times the passes that another does: all their tiles are small.
void keep_large_tiles(const LayerShape& shape, std::vector<Tiling>& tilings) {
  constexpr std::uint64_t kTimes = 8;
  std::uint64_t fewest = UINT64_MAX;
  for (const Tiling& tiling : tilings) fewest = std::min(fewest, passes(shape, tiling));
  std::erase_if(tilings,
                [&](const Tiling& tiling) { return passes(shape, tiling) > kTimes * fewest; });
}

}  // namespace

TilingChoice search_tiling(const LayerShape& shape, Dataflow dataflow, const MachineSpec& machine,
                           std::uint64_t bound, const std::function<double(const Tiling&)>& cost) {
  std::vector<Tiling> legal = Space(shape, dataflow, machine).legal();
  if (legal.empty() || bound == 0) {
    throw std::invalid_argument(shape.name + ": no legal tiling for " + to_string(dataflow));
  }
  TilingChoice best;
  best.legal = legal.size();
  keep_large_tiles(shape, legal);
  best.tried = std::min<std::uint64_t>(bound, legal.size());
  for (std::uint64_t at = 0; at < best.tried; ++at) {
    const Tiling& tiling = legal[at * legal.size() / best.tried];
    const double found = cost(tiling);
    if (at == 0 || found < best.cost) {
      best.cost = found;
      best.tiling = tiling;
    }
  }
  return best;
}

}  // namespace engram::hw
