#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "hw/chip/recount.hpp"

namespace engram::hw {

/// Counts anew which accumulator entries works clear (CoreCounts::drain_writes) where rows lead to
/// other neurons than those of the chip that did them, or where that chip did not look at rows
/// (RunOptions::known). With update `sweep` that is all that targets decide.
class Receivers {
 public:
  /// Preconditions: update `sweep`; `rows` are those of the spec's images. Both outlive this.
  Receivers(const ChipSpec& spec, const ChipRows& rows);
  /// Preconditions: same_work as the chip that did the work; the rows are decoded for it.
  void count(SampleWork& work);

 private:
  /// Of the targets of a row those that share a word of 64.
  struct Part {
    std::uint64_t targets = 0;
    std::uint32_t word = 0;
  };
  struct Row {
    std::uint64_t begin = 0;
    std::uint32_t parts = 0;
    bool known = false;  ///< it has been asked for
  };
  struct Image {
    std::uint32_t slice = 0;
    std::vector<Row> rows;
    std::vector<Part> parts;
  };
  struct Core {
    std::vector<Image> images;
    std::vector<std::vector<std::uint64_t>> received;  ///< by slice, a bit a neuron
  };
  std::span<const Part> parts(const SynapseRows& decoded, std::uint32_t row, Image& image) const;

  const ChipRows& rows_;
  std::vector<Core> cores_;
};

}  // namespace engram::hw
