#pragma once

#include "hw/spatial_array/layer_shape.hpp"

namespace engram::hw {

/// Stored elements at one level: entered = left + kept. Sums that a pass begins with 0 enter the
/// array too.
struct Flow {
  Count entered = 0, left = 0, kept = 0;
  friend bool operator==(const Flow&, const Flow&) = default;
};

/// Reads and writes of one tensor between DRAM and where it lies next.
struct DramCounts {
  Count elements_read = 0, elements_written = 0;  ///< stored ones
  Count bits_read = 0, bits_written = 0;          ///< whole bursts, metadata included
  Count metadata_bits = 0;                        ///< of both, before whole bursts
  Count bursts = 0, row_misses = 0;               ///< a burst that opens a row is a miss
  friend bool operator==(const DramCounts&, const DramCounts&) = default;
};

/// What one tensor of a layer caused.
struct TensorCounts {
  DramCounts dram;
  Count buffer_reads = 0, buffer_writes = 0;          ///< buffer words
  Count noc_words = 0, noc_bits = 0;                  ///< elements, and their bits with metadata
  Count scratchpad_reads = 0, scratchpad_writes = 0;  ///< elements, all PEs together
  Count index_reads = 0, index_writes = 0;            ///< metadata of elements there
  Flow buffer, array;
  friend bool operator==(const TensorCounts&, const TensorCounts&) = default;
};

struct LayerCounts {
  PerTensor<TensorCounts> tensors;
  Count passes = 0;
  Count algorithmic = 0;  ///< operations of the layer, whatever is 0, the padding included
  Count slots = 0;        ///< of PEs
  Count performed = 0;    ///< operations that cost energy
  Count reductions = 0;   ///< additions of sums from PE to PE
  Count compute_cycles = 0, dram_cycles = 0, buffer_cycles = 0, noc_cycles = 0;
  Count cycles = 0;  ///< first word asked for to last word written; set by who runs the passes

  const TensorCounts& of(Tensor tensor) const { return tensors[at(tensor)]; }
  TensorCounts& of(Tensor tensor) { return tensors[at(tensor)]; }
  friend bool operator==(const LayerCounts&, const LayerCounts&) = default;
};

}  // namespace engram::hw
