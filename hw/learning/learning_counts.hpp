#pragma once

#include <array>
#include <vector>

#include "energy/units.hpp"
#include "memory/memory_image.hpp"

/// What the learning engine of one core did in one sample, in integers.
namespace engram::hw {

/// Of one image; all 0 where its projection does not learn.
struct LearningImageCounts {
  Count columns = 0;                                ///< read backward
  std::array<Count, kRegionKinds> backward{};       ///< words read then, by RegionKind
  Count addresses = 0, backward_weights = 0;        ///< input addresses computed, weights read
  Count backward_multiplies = 0;                    ///< error x weight, each added to a sum
  Count updates = 0;                                ///< columns, rows or kernels updated
  std::array<Count, kRegionKinds> update_reads{};   ///< words, by RegionKind
  std::array<Count, kRegionKinds> update_writes{};  ///< words
  Count weights_written = 0;
  Count gradients = 0;      ///< error x trace (stdp: sums of the tables) made
  Count gradient_adds = 0;  ///< of those, added to the gradient of a shared kernel
  /// Words, by RegionKind, when images are encoded anew.
  std::array<Count, kRegionKinds> reencode_reads{}, reencode_writes{};
  Count trace_steps = 0;  ///< presynaptic records brought up to date
};

/// Of one slice.
struct LearningSliceCounts {
  Count errors = 0;     ///< postsynaptic errors made
  Count histories = 0;  ///< postsynaptic histories brought up to date
};

struct MemoryCounts {
  Count reads = 0, writes = 0;
};

struct LearningCounts {
  std::vector<LearningImageCounts> images;
  std::vector<LearningSliceCounts> slices;
  MemoryCounts trace, trace_updates;  ///< kept up to date / read by updates
  MemoryCounts error, error_sums;     ///< by neuron / by row: partial sums on their way back
  MemoryCounts history, history_updates;
  MemoryCounts gradient;
  Count trace_resets = 0, history_resets = 0;
  Count axon_reads = 0;    ///< words of the axon table read while sums are gathered
  Count source_reads = 0;  ///< records of the source table, one a partial sum sent
  Count busy_cycles = 0;
};

/// Flits and links crossed for learning, by what they carry.
struct LearningTraffic {
  Count target_flits = 0, target_hops = 0;      ///< target counts, from the host
  Count error_flits = 0, error_hops = 0;        ///< partial sums of errors
  Count gradient_flits = 0, gradient_hops = 0;  ///< gradients of kernels that cores share
};

}  // namespace engram::hw
