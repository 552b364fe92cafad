#pragma once

#include <array>
#include <vector>

#include "energy/units.hpp"
#include "memory/memory_image.hpp"

/// What one core did in one sample, in integers: the only thing that accounting sees of a core.
namespace engram::hw {

struct ImageCounts {
  Count rows = 0;                           ///< rows read (Payload::unit: unit events served)
  std::array<Count, kRegionKinds> words{};  ///< words read, by RegionKind
  Count addresses = 0;                      ///< target addresses computed
  Count weights = 0;     ///< deliveries handled, stored zeros included; and entries skipped
  Count additions = 0;   ///< accumulator additions really made
  Count multiplies = 0;  ///< Payload::multiply only
  Count operations = 0;  ///< synaptic operations (DESIGN definition 5)
};

struct SliceCounts {
  Count stepped = 0;  ///< neuron steps made
  Count decays = 0;   ///< missed steps applied late (Update::touched on a decaying model)
  Count flushed = 0;  ///< state records brought up to date after the last timestep
};

struct CoreCounts {
  std::vector<ImageCounts> images;
  std::vector<SliceCounts> slices;
  Count drain_reads = 0, drain_writes = 0;  ///< accumulator entries read / cleared by updates
  Count state_resets = 0;                   ///< state records written by the reset
  Count destination_reads = 0, axon_reads = 0;
  Count busy_cycles = 0;
  Count loads = 0;  ///< layer_by_layer: how often its memories were filled from DRAM
};

}  // namespace engram::hw
