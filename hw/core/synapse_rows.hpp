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

/// What a row adds, from its first target on: rows of a convolution have it in common.
struct RowContent {
  std::uint64_t begin = 0;    ///< of its levels or addends
  std::uint64_t places = 0;   ///< of its runs, targets or mask
  std::uint64_t largest = 0;  ///< largest |addend| of the row (integer weights only)
  std::uint32_t size = 0;     ///< deliveries, stored zeros included
  std::uint32_t runs = 0;
  RowForm form = RowForm::scattered;
};

/// One row: where its deliveries lie, and what is asked of it for every event.
struct SynapseRow : RowContent {
  std::uint32_t first_target = 0;  ///< what runs and targets are counted from; padded: 0
  std::uint32_t synapses = 0;      ///< deliveries whose codes are not 0
  std::uint32_t cycles = 0;        ///< of one event, at fidelity `fast`
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
/// asked for. Rows with equal levels at equal distances are kept once (a convolution has few that
/// differ), so that they stay in the processor's cache.
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
    const Row& kept = rows_[row];
    const EventCost& cost = costs_[kept.cost].of_event;
    return {contents_[kept.content], kept.first_target, cost.synapses, cost.cycles};
  }
  /// Fetches a row that will be asked for into the processor's cache.
  void fetch(std::uint32_t row) const { __builtin_prefetch(&rows_[row]); }
  /// The same of what it adds, once that has come.
  void fetch_content(std::uint32_t row) const {
    if (fetches_ && decoded(row)) __builtin_prefetch(&contents_[rows_[row].content]);
  }
  /// Precondition of both: the row was asked for.
  const RowContent& content(std::uint32_t row) const { return contents_[rows_[row].content]; }
  std::uint32_t first_target(std::uint32_t row) const { return rows_[row].first_target; }
  /// Words of one event. Precondition: the row has been asked for.
  const std::array<std::uint32_t, kRegionKinds>& words(std::uint32_t row) const {
    return costs_[rows_[row].cost].of_event.words;
  }

  /// Of one event.
  struct Work {
    std::uint32_t synapses = 0, cycles = 0;
  };
  /// Counts `events` reads of a row, `units` unit events together. Afterwards it was asked for.
  Work serve(std::uint32_t row, Count events, Count units) {
    if (!decoded(row)) decode(row);
    if (fetches_) fetch_addends(contents_[rows_[row].content]);
    Cost& cost = costs_[rows_[row].cost];
    cost.events += events;
    cost.units += units;
    return {cost.of_event.synapses, cost.of_event.cycles};
  }
  /// Adds what `events` reads of a row cost. Precondition: it was asked for.
  void count(std::uint32_t row, Count events, Count units, RowTotals& totals) const {
    count(costs_[rows_[row].cost].of_event, events, units, totals);
  }
  /// Of everything served since the last `forget`.
  RowTotals totals() const;
  void forget();

  /// The whole image has been laid out anew, with the same rows.
  void laid_out();
  /// The weights of a row have changed in the image: it is read again when it is next asked for.
  void changed(std::uint32_t row) {
    if (decoded(row)) rows_[row].content |= kStale;
  }

  bool real() const { return as_real_; }
  bool narrow() const { return narrow_; }  ///< levels have 8 bits
  unsigned shift() const { return shift_; }
  /// By form and kind of addend; of a row of runs kRunTargets levels a run. Runs and targets are
  /// counted from the row's first target.
  const std::int8_t* narrow_levels(std::uint64_t begin) const {
    return (in_image_ ? levels_in_image() : narrow_levels_.data()) + begin;
  }
  const std::int32_t* levels(const RowContent& row) const { return levels_.data() + row.begin; }
  const double* addends(const RowContent& row) const { return addends_.data() + row.begin; }
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
  struct EventCost {
    std::array<std::uint32_t, kRegionKinds> words{};
    std::uint32_t addresses = 0, skipped = 0, size = 0, synapses = 0, cycles = 0;
    auto operator<=>(const EventCost&) const = default;
  };
  struct Cost {
    EventCost of_event;
    Count events = 0, units = 0;  ///< served
  };
  struct Content : RowContent {
    std::uint32_t users = 0;  ///< rows
  };
  /// Small, since events touch them in no order.
  struct Row {
    std::uint32_t content = kNever;  ///< kNever, or an index; with kStale: has changed since
    std::uint32_t first_target = 0;
    std::uint32_t cost = 0;
  };
  static constexpr std::uint32_t kStale = std::uint32_t{1} << 31, kNever = ~std::uint32_t{0};

  void fetch_addends(const RowContent& content) const {
    if (narrow_) __builtin_prefetch(narrow_levels(content.begin));
    if (content.form == RowForm::scattered && near_) {
      __builtin_prefetch(near_targets_.data() + content.places);
    }
  }
  static void count(const EventCost& cost, Count events, Count units, RowTotals& totals);
  bool decoded(std::uint32_t row) const { return rows_[row].content < kStale; }
  void decode(std::uint32_t row);
  std::uint32_t cost_of_scratch();
  void reserve(std::uint32_t row, RowContent& content);
  void keep(RowContent& content);
  void keep_runs(const RowContent& content);
  void keep_addend(std::uint64_t place, const Delivery& delivery);
  RowForm form_of_scratch() const;
  const std::int8_t* levels_in_image() const;
  void keep_mask(const RowContent& content);
  std::size_t mask_words() const { return (std::size_t{image_.targets} + 63) / 64; }
  std::uint32_t runs_of_scratch() const;
  std::int32_t level(const Delivery& delivery) const;
  double addend(const Delivery& delivery) const;
  std::uint64_t levels_of(const RowContent& content) const;
  std::uint64_t hash(const RowContent& content) const;
  bool equal(const RowContent& a, const RowContent& b) const;
  std::uint32_t shared(std::uint32_t last);

  const MemoryImage& image_;
  unsigned shift_;
  bool as_real_, narrow_, near_, keeps_addends_;
  /// The words of the image are what is added: a crossbar's 8-bit levels, so nothing is kept beside
  /// them.
  bool in_image_;
  RowTiming timing_;
  std::unique_ptr<Controller> controller_;
  std::vector<Row> rows_;
  std::vector<Content> contents_;
  std::vector<Cost> costs_;
  std::map<EventCost, std::uint32_t> cost_index_;
  bool has_runs_;                                             ///< may keep rows as runs
  bool shares_;                                               ///< looks for equal contents
  std::unordered_map<std::uint64_t, std::uint32_t> by_hash_;  ///< contents
  std::size_t decoded_ = 0;                                   ///< rows
  bool fetches_ = true;  ///< there are too many contents to be in the cache anyway
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
