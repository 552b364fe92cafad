#pragma once

#include <memory>
#include <span>
#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/chip/sample_work.hpp"
#include "hw/core/accumulator.hpp"
#include "hw/core/synapse_rows.hpp"

/// What a sample costs on a chip whose rows cost something else, from the work that another chip
/// has done: no event is sent again and no neuron stepped.
namespace engram::hw {

/// The rows of all images of a chip, decoded where some work asks for them.
class ChipRows {
 public:
  explicit ChipRows(const ChipSpec& spec);
  /// `decoded`: by core and image, as a chip of this spec leaves them (SteppedChip::take_rows).
  ChipRows(const ChipSpec& spec, std::vector<std::vector<SynapseRows>> decoded);
  /// Decodes the rows that any of `works`, of a chip with as many rows in each image, has served.
  void decode(std::span<const SampleWork> works);
  /// Whether both have the same rows decoded and these lead to the same neurons, in the same order.
  bool same_targets(const ChipRows& other) const;
  const SynapseRows& image(std::size_t core, std::size_t index) const {
    return images_[core][index];
  }

 private:
  std::vector<std::shared_ptr<const MemoryImage>> kept_;
  std::vector<std::vector<SynapseRows>> images_;  ///< by core
};

/// Whether a chip does the same work as another of the same network for the same spikes, as long as
/// its rows lead to the same neurons: the same neurons, axons and routes. Clock, lanes, banks,
/// ports, macros, where accumulators lie, and the images' bits may differ.
bool same_work(const ChipSpec& a, const ChipSpec& b);

/// Counts and times works on a chip. Results equal those of SteppedChip in every field.
class Recount {
 public:
  /// Preconditions: neither learning nor layers in turn; `rows` are those of the spec's images,
  /// decoded for all works that are to come; both outlive this. Throws std::invalid_argument as
  /// Chip does.
  Recount(const ChipSpec& spec, const ChipRows& rows);
  /// Precondition: same_work, and same_targets, as the chip that did the work. Of `options` the
  /// timesteps count. Throws std::overflow_error as SteppedChip does.
  SampleResult sample(const SampleWork& work, const RunOptions& options) const;

 private:
  struct Cost {
    std::uint32_t cycles = 0, synapses = 0;
  };
  struct Image {
    std::uint32_t slice = 0;
    unsigned level = 0;
    bool real = false;
    std::vector<Cost> rows;
    std::vector<std::uint64_t> largest;  ///< |addend|, by row
  };
  class Pass;
  bool may_overflow(std::size_t core, const SampleWork& work) const;
  void count(const SampleWork& work, ChipCounts& counts) const;

  const ChipSpec& spec_;
  const ChipRows& rows_;
  std::vector<std::vector<Image>> cores_;
  std::vector<std::vector<std::uint64_t>> limits_;  ///< of accumulators, by core and slice
};

}  // namespace engram::hw
