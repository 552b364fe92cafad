#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "hw/core/row_cost.hpp"
#include "hw/kernels/row_addition.hpp"
#include "memory/controller.hpp"
#include "memory/memory_image.hpp"

namespace engram::hw {

/// How the targets of a row are kept, chosen when it is decoded.
enum class RowForm : std::uint8_t {
  contiguous,  ///< first_target, first_target + 1, ...: not kept at all
  /// A level for every target of the image, 0 where there is none, and a bit a target that is one:
  /// 8-bit rows that are dense enough, of an image that is small enough.
  padded,
  runs,      ///< 8-bit levels at stretches of neighbours (a convolution's rows of taps)
  scattered  ///< one by one
};

enum class Decoded : std::uint8_t { never, stale, now };

/// One row: where its deliveries lie, and what is asked of it for every event.
struct SynapseRow {
  std::uint64_t begin = 0;     ///< of its levels or addends
  std::uint64_t places = 0;    ///< of its runs, targets or mask
  std::uint64_t largest = 0;   ///< largest |addend| of the row (integer weights only)
  std::uint32_t size = 0;      ///< deliveries, stored zeros included
  std::uint32_t synapses = 0;  ///< of these: codes that are not 0
  std::uint32_t cycles = 0;    ///< of one event, at fidelity `fast`
  std::uint32_t first_target = 0;
  std::uint32_t runs = 0;
  RowForm form = RowForm::scattered;
  Decoded decoded = Decoded::never;  ///< all else holds where it is `now`
};

/// What events have cost at rows of an image.
struct RowTotals {
  Count events = 0;  ///< rows read
  Count units = 0;   ///< unit events, which a read with Payload::multiply can be several of
  std::array<Count, kRegionKinds> words{};
  Count addresses = 0, deliveries = 0, skipped = 0;
  Count operations = 0;  ///< synapses of a row, for each of its unit events
};

/// The rows of one image, each read through the image's controller the first time it is asked for
/// and kept as a structure of arrays. Decoding is the simulator's shortcut, not the chip's: every
/// event still costs its row's words (DESIGN definition 7), which were counted when it was decoded.
/// So an event is counted by one addition to its row, and the sum over rows is made when asked for.
class SynapseRows {
 public:
  /// `as_real`: addends are wanted as floating point (some image onto the same neurons is float32).
  /// Levels become level << shift; float32 weights ignore shift. `keeps_addends`: else rows are
  /// good for their costs and targets alone. `image` must outlive the rows.
  SynapseRows(const MemoryImage& image, unsigned shift, bool as_real, const RowTiming& timing,
              bool keeps_addends = true);

  /// Precondition: row < image.rows. Valid until the next call.
  const SynapseRow& at(std::uint32_t row) {
    if (rows_[row].row.decoded != Decoded::now) decode(row);
    return rows_[row].row;
  }
  /// Fetches a row that will be asked for into the processor's cache.
  void fetch(std::uint32_t row) const { __builtin_prefetch(&rows_[row]); }
  /// The same of what is added of it.
  void fetch_addends(const SynapseRow& row) const {
    if (narrow_) __builtin_prefetch(narrow_levels(row.begin));
    if (row.form == RowForm::scattered && near_) {
      __builtin_prefetch(near_targets_.data() + row.places);
    }
  }
  /// A row that was asked for, as `at` gave it; null where it was not.
  const SynapseRow* kept(std::uint32_t row) const {
    return rows_[row].row.decoded == Decoded::now ? &rows_[row].row : nullptr;
  }
  /// Words of one event. Precondition: the row has been asked for.
  const std::array<std::uint32_t, kRegionKinds>& words(std::uint32_t row) const {
    return costs_[row].words;
  }

  /// Counts `events` reads of a row, `units` unit events together.
  void serve(std::uint32_t row, Count events, Count units) {
    rows_[row].served.events += events;
    rows_[row].served.units += units;
  }
  /// Adds what `events` reads of a row cost. Precondition: the row has been asked for.
  void count(std::uint32_t row, Count events, Count units, RowTotals& totals) const;
  /// Of everything served since the last `forget`.
  RowTotals totals() const;
  void forget();

  /// The whole image has been laid out anew, with the same rows.
  void laid_out();
  /// The weights of a row have changed in the image: it is read again when it is next asked for.
  void changed(std::uint32_t row) {
    Decoded& decoded = rows_[row].row.decoded;
    if (decoded == Decoded::now) decoded = Decoded::stale;
  }

  bool real() const { return as_real_; }
  bool narrow() const { return narrow_; }  ///< levels have 8 bits
  unsigned shift() const { return shift_; }
  /// By form and kind of addend; of a row of runs kRunTargets levels a run.
  const std::int8_t* narrow_levels(std::uint64_t begin) const {
    return (in_image_ ? levels_in_image() : narrow_levels_.data()) + begin;
  }
  const std::int32_t* levels(const SynapseRow& row) const { return levels_.data() + row.begin; }
  const double* addends(const SynapseRow& row) const { return addends_.data() + row.begin; }
  std::span<const Run> runs(const SynapseRow& row) const {
    return {runs_.data() + row.places, row.runs};
  }
  /// Of a padded row: bit k is set where target k is one.
  std::span<const std::uint64_t> mask(const SynapseRow& row) const {
    return {masks_.data() + row.places, mask_words()};
  }
  std::uint32_t rows() const { return image_.rows; }
  std::uint32_t targets() const { return image_.targets; }
  /// Calls visit(targets) of a scattered row, a span of 16-bit targets where they fit, else 32-bit.
  template <class Visit>
  void with_targets(const SynapseRow& row, Visit visit) const {
    if (near_) {
      visit(std::span<const std::uint16_t>(near_targets_.data() + row.places, row.size));
    } else {
      visit(std::span<const std::uint32_t>(targets_.data() + row.places, row.size));
    }
  }
  /// Calls visit(target) of a row in whatever form, ascending.
  template <class Visit>
  void visit_targets(const SynapseRow& row, Visit visit) const {
    if (row.form == RowForm::contiguous) {
      for (std::uint32_t k = 0; k < row.size; ++k) visit(row.first_target + k);
    } else if (row.form == RowForm::padded) {
      const std::span<const std::uint64_t> words = mask(row);
      for (std::size_t k = 0; k < words.size(); ++k) {
        for (std::uint64_t left = words[k]; left != 0; left &= left - 1) {
          visit(static_cast<std::uint32_t>(k * 64) +
                static_cast<std::uint32_t>(std::countr_zero(left)));
        }
      }
    } else if (row.form == RowForm::runs) {
      for (const Run& run : runs(row)) {
        for (std::uint32_t k = 0; k < run.size; ++k) visit(std::uint32_t{run.first} + k);
      }
    } else {
      with_targets(row, [&](auto targets) {
        for (const std::uint32_t target : targets) visit(target);
      });
    }
  }

 private:
  /// What one event costs, beside what SynapseRow says.
  struct Cost {
    std::array<std::uint32_t, kRegionKinds> words{};
    std::uint32_t addresses = 0, skipped = 0;
  };
  struct Served {
    Count events = 0, units = 0;
  };
  /// What an event touches, in one line of the processor's cache.
  struct alignas(64) Row {
    SynapseRow row;
    Served served;
  };
  static_assert(sizeof(Row) == 64);
  void decode(std::uint32_t row);
  void reserve(std::uint32_t index);
  void keep_places(SynapseRow& row);
  void keep_runs(SynapseRow& row);
  void keep_addend(std::uint64_t place, const Delivery& delivery);
  RowForm form_of_scratch() const;
  const std::int8_t* levels_in_image() const;
  void keep_mask(const SynapseRow& row);
  std::size_t mask_words() const { return (std::size_t{image_.targets} + 63) / 64; }
  std::uint32_t runs_of_scratch() const;
  std::int32_t level(const Delivery& delivery) const;
  double addend(const Delivery& delivery) const;
  void add_served(std::uint32_t row, RowTotals& totals) const;
  void settle(std::uint32_t row);

  const MemoryImage& image_;
  unsigned shift_;
  bool as_real_, narrow_, near_, keeps_addends_;
  /// The words of the image are what is added: a crossbar's 8-bit levels, so nothing is kept beside
  /// them.
  bool in_image_;
  RowTiming timing_;
  std::unique_ptr<Controller> controller_;
  std::vector<Row> rows_;
  std::vector<Cost> costs_;
  RowTotals settled_;  ///< of rows that have since been decoded anew
  std::vector<std::int8_t>
      narrow_levels_;  ///< integer addends before the shift: one of these three
  std::vector<std::int32_t> levels_;
  std::vector<double> addends_;
  std::vector<std::uint16_t> near_targets_;  ///< of scattered rows: one of these two
  std::vector<std::uint32_t> targets_;
  std::vector<Run> runs_;
  std::vector<std::uint64_t> masks_;
  RowRead scratch_;
};

}  // namespace engram::hw
