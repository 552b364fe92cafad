#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "energy/activity.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/noc/spike_input.hpp"
#include "hw/spatial_array/dram_model.hpp"

namespace engram::hw {

/// Traffic of one thing that lies in DRAM: "conv1.weights", "conv1_neurons.spikes".
struct DramLine {
  std::string name;
  Part part = Part::weight_memory;
  DramCounts counts;
};

/// What lies in DRAM under schedule `layer_by_layer`, and the traffic of having it there: the
/// memories of every layer's cores (regions of images, routing tables, parameters of neurons), read
/// before the layer's first timestep, and the spikes of the layers done. These are lists, one a
/// population and timestep: their length, then an event each whatever its count, in words of
/// kFlitBits. A list is written when its timestep has ended, also an empty one, and read once by
/// every layer that takes it.
class DramPort {
 public:
  /// `spec` must outlive the port. Precondition: ChipSpec::dram is set, and the spec sound.
  explicit DramPort(const ChipSpec& spec);

  /// Before a sample of `timesteps`: no traffic, no spikes.
  void reset(std::uint32_t timesteps);
  /// `layer` begins `timestep`: writes the lists of the timestep before, reads the memories of the
  /// layer's cores (timestep 0) and the lists that it takes. Returns the cycles.
  Count begin(unsigned layer, std::uint32_t timestep);
  /// After the last timestep of the last layer: writes its lists. Returns the cycles.
  Count end();

  /// An event of the timestep that began last.
  void keep(std::uint32_t population, std::uint32_t neuron, std::uint32_t count) {
    KeptSpikes& kept = kept_[population];
    kept.events.push_back({neuron, count});
    kept.ends[timestep_] = kept.events.size();
  }
  /// Populations whose lists `layer` takes, ascending.
  const std::vector<std::uint32_t>& sources(unsigned layer) const { return sources_[layer]; }
  std::span<const NeuronSpike> list(std::uint32_t population, std::uint32_t timestep) const {
    const KeptSpikes& kept = kept_[population];
    const std::size_t begin = timestep == 0 ? 0 : kept.ends[timestep - 1];
    return std::span(kept.events).subspan(begin, kept.ends[timestep] - begin);
  }

  /// How often the memories of `layer` were loaded since reset.
  Count loads(unsigned layer) const { return loads_[layer]; }
  /// The spec's lines, whatever was moved.
  const std::vector<DramLine>& lines() const { return lines_; }

 private:
  /// A memory of a core, filled from DRAM.
  struct Load {
    std::size_t line = 0;
    Count words = 0, bits = 0;
    unsigned banks = 1;
  };
  /// Of a population, one timestep behind the other.
  struct KeptSpikes {
    std::vector<NeuronSpike> events;
    std::vector<std::size_t> ends;  ///< by timestep
  };

  std::size_t line(const std::string& name, Part part);
  void add_core(std::uint32_t core);
  void add_sources();
  Count load(unsigned layer);
  StoredTile list_tile(std::uint32_t population, std::uint32_t timestep) const;

  const ChipSpec& spec_;
  DramModel model_;
  std::vector<DramLine> lines_;
  std::vector<std::vector<Load>> loads_of_;          ///< by layer
  std::vector<std::vector<std::uint32_t>> sources_;  ///< by layer
  std::vector<std::vector<std::uint32_t>> spiking_;  ///< by layer: populations with lists
  std::vector<std::size_t> spike_line_;              ///< by population
  std::vector<KeptSpikes> kept_;                     ///< by population
  std::vector<Count> loads_;                         ///< by layer
  std::optional<unsigned> layer_;                    ///< that began last
  std::uint32_t timestep_ = 0;
};

}  // namespace engram::hw
