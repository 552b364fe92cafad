#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "memory/learning_controller.hpp"
#include "memory/memory_image.hpp"

namespace engram::hw {

/// The synapses of one column (row): whom they come from (go to), and which weights they carry.
struct SynapseLine {
  std::vector<std::uint32_t> ends;          ///< rows of a column, targets of a row; ascending
  std::vector<std::uint32_t> weights;       ///< of LearningImage
  std::array<Count, kRegionKinds> words{};  ///< read by one visit
  Count addresses = 0;
  std::optional<UpdateCost> update;  ///< of one update, once it has been made
};

/// The image of a projection that learns: the core's own copy, whose weights change. A weight is a
/// synapse's, or a kernel entry where the kernel is shared. Columns and rows are read through the
/// image's controllers once and kept; what a visit costs does not depend on the weights' values
/// (DESIGN definition 7), so that is kept too, and an update that changes nothing is not written to
/// the copy again, though the chip writes it and its cost counts.
class LearningImage {
 public:
  /// `by_columns`: who learns walks columns, else rows. Throws EncodingRefused.
  LearningImage(const MemoryImage& image, bool by_columns);

  const MemoryImage& image() const { return image_; }
  bool shared() const { return image_.sharing == Sharing::kernel; }
  std::size_t weights() const { return levels_.size(); }  ///< known so far
  std::int32_t level(std::uint32_t weight) const { return levels_[weight]; }
  /// Whether a weight was not 0 when the image was laid out: others are no synapses and stay 0.
  bool stored(std::uint32_t weight) const { return stored_[weight] != 0; }
  /// Shared kernels: the entry of the projection's kernel array that a weight is.
  std::uint32_t kernel_entry(std::uint32_t weight) const { return kernel_[weight]; }

  /// The column of a target, or the row of an axon. Valid until drop_zeros.
  const SynapseLine& line(std::uint32_t index);
  /// Subtracts steps[k] from the k-th weight of the line, into the format's range; returns the
  /// cost. Appends to `changed` the ends whose weight is another one now.
  const UpdateCost& step_line(std::uint32_t index, std::span<const std::int64_t> steps,
                              std::vector<std::uint32_t>& changed);
  /// The same for all weights of a shared kernel, in order. Returns whether any changed.
  bool step_kernel(std::span<const std::int64_t> steps, UpdateCost& cost);

  /// The words of a column read backward, and of an update of a line or of the whole kernel. The
  /// first returns the column's synapses. Precondition: `line` has been asked for it.
  std::uint64_t trace_column(std::uint32_t column, AccessTrace& trace) const;
  void trace_update(std::uint32_t line, UpdateTrace& trace) const;

  struct WordCounts {
    std::array<Count, kRegionKinds> read{}, written{};  ///< by RegionKind
  };
  /// Encodes the image anew: synapses whose weight is 0 are none any more. The image stays where it
  /// is; weights and lines are numbered anew.
  WordCounts drop_zeros();

 private:
  void begin();
  void read_kernel();
  SynapseLine read(std::uint32_t index);
  std::uint32_t add_weight(std::int32_t level);
  std::int32_t stepped(std::uint32_t weight, std::int64_t step) const;
  std::uint32_t code(std::uint32_t weight) const;

  MemoryImage image_;
  bool by_columns_;
  std::unique_ptr<LearningController> controller_;
  std::vector<std::unique_ptr<SynapseLine>> lines_;
  std::vector<std::int32_t> levels_;         ///< by weight
  std::vector<std::uint8_t> stored_;         ///< by weight
  std::vector<std::uint32_t> kernel_;        ///< by weight: entry of the kernel array
  std::vector<std::uint32_t> weight_of_;     ///< by entry of the kernel array: weight
  std::optional<UpdateCost> kernel_update_;  ///< of one update of the kernel, once it has been made
  std::vector<std::uint32_t> codes_;         ///< to be written
};

}  // namespace engram::hw
