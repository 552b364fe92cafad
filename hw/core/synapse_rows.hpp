#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "hw/core/row_cost.hpp"
#include "memory/controller.hpp"
#include "memory/memory_image.hpp"

namespace engram::hw {

/// One decoded row: where its deliveries lie, and what one event on it costs.
struct SynapseRow {
  std::uint64_t begin = 0;  ///< first delivery
  std::uint32_t size = 0;   ///< deliveries, stored zeros included
  std::uint32_t first_target = 0;
  bool contiguous = false;    ///< targets are first_target, first_target + 1, ...
  std::uint64_t largest = 0;  ///< largest |addend| of the row (integer weights only)
  std::array<Count, kRegionKinds> words{};
  Count addresses = 0;
  Count synapses = 0;
  Count skipped = 0;  ///< entries read and not delivered
  std::uint64_t cycles = 0;
};

/// The rows of one image, each read through the image's controller the first time it is asked for
/// and kept as a structure of arrays. Decoding is the simulator's shortcut, not the chip's: every
/// event still costs its row's words (DESIGN definition 7), which were counted when it was decoded.
class SynapseRows {
 public:
  /// `as_real`: addends are wanted as floating point (some image onto the same neurons is float32).
  /// Levels become level << shift; float32 weights ignore shift. `image` must outlive the rows.
  SynapseRows(const MemoryImage& image, unsigned shift, bool as_real, const RowTiming& timing);

  /// Precondition: row < image.rows. Valid until the next call.
  const SynapseRow& at(std::uint32_t row);

  /// A row that was asked for, as `at` gave it; null where it was not.
  const SynapseRow* kept(std::uint32_t row) const {
    return decoded_[row] == kDecoded ? &rows_[row] : nullptr;
  }

  /// The whole image has been laid out anew, with the same rows.
  void laid_out();
  /// The weights of a row have changed in the image: it is read again when it is next asked for.
  void changed(std::uint32_t row) { decoded_[row] = decoded_[row] == kNever ? kNever : kStale; }

  std::uint32_t rows() const { return image_.rows; }
  bool real() const { return as_real_; }
  const std::uint32_t* targets(const SynapseRow& row) const { return targets_.data() + row.begin; }
  const std::int32_t* levels(const SynapseRow& row) const { return levels_.data() + row.begin; }
  const double* addends(const SynapseRow& row) const { return addends_.data() + row.begin; }
  unsigned shift() const { return shift_; }

 private:
  enum Decoded : std::uint8_t { kNever, kStale, kDecoded };
  void decode(std::uint32_t row);
  void keep(std::size_t place, const Delivery& delivery, SynapseRow& row);
  std::int32_t level(const Delivery& delivery) const;
  double addend(const Delivery& delivery) const;

  const MemoryImage& image_;
  unsigned shift_;
  bool as_real_;
  RowTiming timing_;
  std::unique_ptr<Controller> controller_;
  std::vector<Decoded> decoded_;
  std::vector<SynapseRow> rows_;
  std::vector<std::uint32_t> targets_;
  std::vector<std::int32_t> levels_;  ///< integer addends before the shift; empty if as_real
  std::vector<double> addends_;       ///< floating-point addends; empty unless as_real
  RowRead scratch_;
};

}  // namespace engram::hw
