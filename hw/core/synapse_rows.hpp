#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
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

/// What a row adds, from its place and its first target on: rows of a convolution have it in
/// common.
struct RowContent {
  std::uint32_t places = 0;   ///< of its runs, targets or mask
  std::uint32_t largest = 0;  ///< largest |level| of the row, not shifted (integer weights only)
  std::uint32_t size = 0;     ///< deliveries, stored zeros included
  std::uint16_t runs = 0;
  RowForm form = RowForm::scattered;
};

/// What rows with equal contents do not have in common.
struct RowPlace {
  std::uint64_t begin = 0;         ///< of its levels or addends
  std::uint32_t first_target = 0;  ///< what runs and targets are counted from; padded: 0
};

/// One row: where its deliveries lie, and what is asked of it for every event.
struct SynapseRow : RowContent, RowPlace {
  std::uint32_t synapses = 0;  ///< deliveries whose codes are not 0
  std::uint32_t cycles = 0;    ///< of one event, at fidelity `fast`
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
/// An event is counted by one addition to all rows that cost the same, and the sum is made when
/// asked for. What rows with equal levels at equal distances add is kept once (a convolution has
/// few that differ), so that it stays in the processor's cache; rows that lie in the image have one
/// content for all with the same largest level.
class SynapseRows {
 public:
  /// `as_real`: addends are wanted as floating point (some image onto the same neurons is float32).
  /// Levels become level << shift; float32 weights ignore shift. `keeps_addends`: else rows are
  /// good for their costs and targets alone. `image` must outlive the rows.
  SynapseRows(const MemoryImage& image, unsigned shift, bool as_real, const RowTiming& timing,
              bool keeps_addends = true);

  /// Precondition: row < image.rows.
  SynapseRow at(std::uint32_t row) {
    if (!decoded(row)) decode(row);
    return asked_for(row);
  }
  /// A row that was asked for, as `at` gave it; nothing where it was not, or has changed since.
  std::optional<SynapseRow> kept(std::uint32_t row) const {
    return decoded(row) ? std::optional(asked_for(row)) : std::nullopt;
  }
  /// The same. Precondition: there is one.
  SynapseRow asked_for(std::uint32_t row) const {
    const Content& content = contents_[rows_[row].content];
    const std::uint32_t cycles = costs_[rows_[row].cost].of_event.cycles;
    return {content, place(row, content), rows_[row].synapses, cycles};
  }
  /// Fetches a row that will be asked for into the processor's cache. Inlined by all means: GCC 12
  /// takes a function that does nothing else for one without an effect, and leaves it out.
  [[gnu::always_inline]] void fetch(std::uint32_t row) const {
    __builtin_prefetch(&rows_[row]);
    if (in_image_) {
      const std::int8_t* const levels = narrow_levels(row * row_bytes_);
      for (std::size_t byte = 0; byte < kFetchedBytes; byte += kLine) {
        __builtin_prefetch(levels + byte);
      }
    }
  }
  /// Whether there are too many contents to be in the cache anyway.
  bool fetches_contents() const {
    return contents_.size() > kCachedContents && 4 * contents_.size() > decoded_;
  }
  /// Where there are: the same of a row's content, once the row has come, and of what it adds, once
  /// this has.
  [[gnu::always_inline]] void fetch_content(std::uint32_t row) const {
    if (decoded(row)) __builtin_prefetch(&contents_[rows_[row].content]);
  }
  [[gnu::always_inline]] void fetch_addends(std::uint32_t row) const {
    if (!narrow_ || !decoded(row)) return;
    const Content& content = contents_[rows_[row].content];
    __builtin_prefetch(narrow_levels(content.begin));
    if (content.form == RowForm::scattered && near_) {
      __builtin_prefetch(near_targets_.data() + content.places);
    }
  }
  /// Words of one event. Precondition: the row has been asked for.
  const std::array<std::uint32_t, kRegionKinds>& words(std::uint32_t row) const {
    return costs_[rows_[row].cost].of_event.words;
  }

  struct Served {
    RowPlace place;
    const RowContent& content;  ///< valid until another row is decoded
  };
  /// What several events come to, for `count`.
  struct Sums {
    Count units = 0, operations = 0, cycles = 0;
  };
  /// Counts `events` reads of a row, `units` unit events together; part of it goes to `sums`.
  /// Afterwards it was asked for.
  Served serve(std::uint32_t row, Count events, Count units, Sums& sums) {
    if (!decoded(row)) decode(row);
    const Row& kept = rows_[row];
    const Content& content = contents_[kept.content];
    Cost& cost = costs_[kept.cost];
    cost.events += events;
    sums.units += units;
    sums.operations += units * kept.synapses;
    sums.cycles += events * cost.of_event.cycles;
    return {place(row, content), content};
  }
  void count(const Sums& sums) {
    units_ += sums.units;
    operations_ += sums.operations;
  }
  /// Adds what `events` reads of a row cost. Precondition: it was asked for.
  void count(std::uint32_t row, Count events, Count units, RowTotals& totals) const {
    count(costs_[rows_[row].cost].of_event, events, totals);
    totals.units += units;
    totals.operations += units * rows_[row].synapses;
  }
  /// Of everything served and counted since the last `forget`.
  RowTotals totals() const;
  void forget();

  /// The whole image has been laid out anew, with the same rows.
  void laid_out();
  /// The weights of a row have changed in the image: it is read again when it is next asked for.
  /// Rows that differ from now on are kept each for itself: those of a kernel that learns would
  /// have to be compared after every step.
  void changed(std::uint32_t row) {
    if (!decoded(row)) return;
    rows_[row].content |= kStale;
    if (std::exchange(shares_, false)) by_hash_ = {};
  }

  bool real() const { return as_real_; }
  bool narrow() const { return narrow_; }  ///< levels have 8 bits
  /// Largest |addend| of a row of integers.
  std::uint64_t largest(const RowContent& row) const {
    return std::uint64_t{row.largest} << shift_;
  }
  /// Count and shift as one; of a row of zeros 0, so that it always fits.
  std::int64_t factor(const RowContent& row, std::uint64_t count) const {
    return row.largest == 0 ? 0 : static_cast<std::int64_t>(count << shift_);
  }
  /// By form and kind of addend; of a row of runs kRunTargets levels a run. Runs and targets are
  /// counted from the row's first target.
  const std::int8_t* narrow_levels(std::uint64_t begin) const {
    return (in_image_ ? levels_in_image() : narrow_levels_.data()) + begin;
  }
  const std::int32_t* levels(std::uint64_t begin) const { return levels_.data() + begin; }
  const double* addends(std::uint64_t begin) const { return addends_.data() + begin; }
  std::span<const Run> runs(const RowContent& row) const {
    return {runs_.data() + row.places, row.runs};
  }
  const Run* all_runs() const { return runs_.data(); }
  /// Of a padded row: bit k is set where target k is one.
  std::span<const std::uint64_t> mask(const RowContent& row) const {
    return {masks_.data() + row.places, mask_words()};
  }
  std::uint32_t rows() const { return image_.rows; }
  std::uint32_t targets() const { return image_.targets; }
  /// Calls visit(targets) of a scattered row, a span of 16-bit targets where they fit, else 32-bit.
  template <class Visit>
  void with_targets(const RowContent& row, Visit visit) const {
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
        for (std::uint32_t left = run.targets; left != 0; left &= left - 1) {
          visit(row.first_target + run.first + static_cast<std::uint32_t>(std::countr_zero(left)));
        }
      }
    } else {
      with_targets(row, [&](auto targets) {
        for (const std::uint32_t target : targets) visit(row.first_target + target);
      });
    }
  }

 private:
  /// Learning changes none of these: an update keeps what is stored.
  struct EventCost {
    std::array<std::uint32_t, kRegionKinds> words{};
    std::uint32_t addresses = 0, skipped = 0, size = 0, cycles = 0;
    auto operator<=>(const EventCost&) const = default;
  };
  struct Cost {
    EventCost of_event;
    Count events = 0;  ///< served
  };
  /// Small, since events touch them in no order.
  struct Row {
    std::uint32_t content = kNever;  ///< kNever, or an index; with kStale: has changed since
    std::uint32_t first_target = 0;
    std::uint32_t cost = 0;      ///< which of the different costs of the image an event has
    std::uint32_t synapses = 0;  ///< whose codes are not 0 now
  };
  /// In one line of the cache.
  struct alignas(32) Content : RowContent {
    std::uint64_t begin = 0;  ///< of a row that lies in the image: what row 0 would have
  };
  static constexpr std::size_t kLine = 64;              ///< bytes of the processor's cache
  static constexpr std::size_t kCachedContents = 1024;  ///< 32 KiB
  /// Of a row in the image: the processor sees by itself that it goes on.
  static constexpr std::size_t kFetchedBytes = 4 * kLine;
  static constexpr std::uint32_t kStale = std::uint32_t{1} << 31, kNever = ~std::uint32_t{0};

  RowPlace place(std::uint32_t row, const Content& content) const {
    return {content.begin + row * row_bytes_, rows_[row].first_target};
  }
  static void count(const EventCost& cost, Count events, RowTotals& totals);
  bool decoded(std::uint32_t row) const { return rows_[row].content < kStale; }
  void decode(std::uint32_t row);
  std::uint32_t cost_of_scratch();
  void reserve(Content& content);
  void keep(Content& content);
  void keep_runs(const Content& content);
  void keep_addend(std::uint64_t place, const Delivery& delivery);
  RowForm form_of_scratch() const;
  const std::int8_t* levels_in_image() const {
    return reinterpret_cast<const std::int8_t*>(image_.regions.front().data.storage().data());
  }
  void keep_mask(const Content& content);
  std::size_t mask_words() const { return (std::size_t{image_.targets} + 63) / 64; }
  std::uint32_t runs_of_scratch() const;
  std::int32_t level(const Delivery& delivery) const;
  double addend(const Delivery& delivery) const;
  std::uint64_t levels_of(const Content& content) const;
  std::uint64_t hash(const Content& content) const;
  bool equal(const Content& a, const Content& b) const;
  std::uint32_t shared(std::uint32_t last);
  std::uint32_t new_content();

  // What every event asks for lies together, the rest behind it.
  const MemoryImage& image_;
  unsigned shift_;
  bool as_real_, narrow_, near_, keeps_addends_;
  /// The words of the image are what is added: a crossbar's 8-bit levels, so nothing is kept beside
  /// them.
  bool in_image_;
  std::uint64_t row_bytes_;  ///< from one row in the image to the next; else 0
  std::vector<Row> rows_;
  std::vector<Content> contents_;
  std::vector<Cost> costs_;
  std::vector<std::int8_t>
      narrow_levels_;  ///< integer addends before the shift: one of these three
  std::vector<std::uint16_t> near_targets_;  ///< of scattered rows: one of these two
  std::vector<Run> runs_;
  std::vector<std::uint64_t> masks_;
  std::vector<std::int32_t> levels_;
  std::vector<double> addends_;
  std::vector<std::uint32_t> targets_;

  Count units_ = 0, operations_ = 0;  ///< of everything counted
  RowTiming timing_;
  std::unique_ptr<Controller> controller_;
  std::vector<std::uint32_t> users_;  ///< by content: rows
  std::map<EventCost, std::uint32_t> cost_index_;
  bool has_runs_;                                             ///< may keep rows as runs
  bool shares_;                                               ///< looks for equal contents
  std::unordered_map<std::uint64_t, std::uint32_t> by_hash_;  ///< contents
  std::size_t decoded_ = 0;                                   ///< rows
  RowRead scratch_;
};

}  // namespace engram::hw
