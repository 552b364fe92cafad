#include "hw/core/synapse_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "memory/encoding.hpp"

namespace engram::hw {
namespace {

/// Of targets that a padded row has for each of its deliveries: about as many are added at once as
/// scattered ones take time.
constexpr std::size_t kMostPadding = 16;
/// Bytes that the padded rows of an image may take, so that memory stays a few bytes a synapse
/// where there are many.
constexpr std::uint64_t kMostPaddedBytes = std::uint64_t{1} << 22;

/// Whether every code of the image is a level of at most 8 bits.
bool has_narrow_levels(const MemoryImage& image) {
  return has_levels(image.format) && max_level(image.format) <= 127;
}

/// Whether rows lie in the image as the kernels want them: bytes in two's complement, all targets
/// of a row in turn.
bool has_rows_of_bytes(const MemoryImage& image) {
  return std::endian::native == std::endian::little && image.encoding == Encoding::crossbar &&
         image.layout == Layout::standard && image.format.kind == WeightKind::uniform &&
         image.format.bits == 8 && image.regions.front().data.word_bits() % 8 == 0;
}

}  // namespace

SynapseRows::SynapseRows(const MemoryImage& image, unsigned shift, bool as_real,
                         const RowTiming& timing, bool keeps_addends)
    : image_(image),
      shift_(image.format.kind == WeightKind::float32 ? 0 : shift),
      as_real_(as_real),
      narrow_(!as_real && has_narrow_levels(image)),
      near_(image.targets <= 65536),
      keeps_addends_(keeps_addends),
      in_image_(narrow_ && has_rows_of_bytes(image)),
      timing_(timing),
      controller_(make_controller(image)),
      rows_(image.rows),
      costs_(image.rows) {}

void SynapseRows::laid_out() {
  for (std::uint32_t row = 0; row < rows_.size(); ++row) settle(row);
  controller_ = make_controller(image_);
  rows_.assign(image_.rows, {});
  narrow_levels_.clear();
  levels_.clear();
  addends_.clear();
  near_targets_.clear();
  targets_.clear();
  runs_.clear();
  masks_.clear();
}

void SynapseRows::count(std::uint32_t row, Count events, Count units, RowTotals& totals) const {
  const Cost& cost = costs_[row];
  totals.events += events;
  totals.units += units;
  for (int kind = 0; kind < kRegionKinds; ++kind) totals.words[kind] += events * cost.words[kind];
  totals.addresses += events * cost.addresses;
  totals.deliveries += events * rows_[row].row.size;
  totals.skipped += events * cost.skipped;
  totals.operations += units * rows_[row].row.synapses;
}

void SynapseRows::add_served(std::uint32_t row, RowTotals& totals) const {
  const auto [events, units] = rows_[row].served;
  if (events > 0) count(row, events, units, totals);
}

void SynapseRows::settle(std::uint32_t row) {
  add_served(row, settled_);
  rows_[row].served = {};
}

RowTotals SynapseRows::totals() const {
  RowTotals totals = settled_;
  for (std::uint32_t row = 0; row < rows_.size(); ++row) add_served(row, totals);
  return totals;
}

void SynapseRows::forget() {
  settled_ = {};
  for (Row& row : rows_) row.served = {};
}

std::int32_t SynapseRows::level(const Delivery& delivery) const {
  const bool looked_up = image_.format.kind == WeightKind::codebook;
  return looked_up ? delivery.level : level_from_code(image_.format, delivery.code);
}

double SynapseRows::addend(const Delivery& delivery) const {
  if (image_.format.kind == WeightKind::float32) {
    return static_cast<double>(float_from_code(delivery.code));
  }
  return std::ldexp(static_cast<double>(level(delivery)), static_cast<int>(shift_));
}

std::uint32_t SynapseRows::runs_of_scratch() const {
  std::uint32_t runs = 0, size = 0;
  for (std::size_t k = 0; k < scratch_.deliveries.size(); ++k) {
    const bool follows =
        k > 0 && scratch_.deliveries[k].target == scratch_.deliveries[k - 1].target + 1;
    size = follows && size < kRunTargets ? size + 1 : 1;
    if (size == 1) ++runs;
  }
  return runs;
}

/// Runs pay where they hold two targets in the mean: a run costs what two targets do.
RowForm SynapseRows::form_of_scratch() const {
  const std::vector<Delivery>& all = scratch_.deliveries;
  if (all.empty() || all.back().target - all.front().target + 1 == all.size()) {
    return RowForm::contiguous;
  }
  const std::uint64_t bytes = std::uint64_t{image_.rows} * image_.targets;
  if (narrow_ && bytes <= kMostPaddedBytes && all.size() * kMostPadding >= image_.targets) {
    return RowForm::padded;
  }
  const bool runs = narrow_ && near_ && all.size() >= 2 * std::size_t{runs_of_scratch()};
  return runs ? RowForm::runs : RowForm::scattered;
}

const std::int8_t* SynapseRows::levels_in_image() const {
  return reinterpret_cast<const std::int8_t*>(image_.regions.front().data.storage().data());
}

/// Finds the row its place: at the end, where nothing was decoded before. Updates keep what is
/// stored, so a row that is read again keeps place and form.
void SynapseRows::reserve(std::uint32_t index) {
  SynapseRow& row = rows_[index].row;
  const std::size_t size = scratch_.deliveries.size();
  row.size = static_cast<std::uint32_t>(size);
  row.form = form_of_scratch();
  if (size > 0) row.first_target = scratch_.deliveries.front().target;
  if (in_image_) {
    const std::uint64_t word_bytes = image_.regions.front().data.word_bits() / 8;
    const std::uint64_t gap = image_.packed ? 0 : (word_bytes - size % word_bytes) % word_bytes;
    row.begin = index * (size + gap);
    return;
  }
  if (row.form == RowForm::padded) {
    row.places = masks_.size();
    masks_.resize(masks_.size() + mask_words());
  } else if (row.form == RowForm::runs) {
    row.runs = runs_of_scratch();
    row.places = runs_.size();
    runs_.resize(runs_.size() + row.runs);
  } else if (row.form == RowForm::scattered) {
    row.places = near_ ? near_targets_.size() : targets_.size();
    if (near_) near_targets_.resize(row.places + size);
    if (!near_) targets_.resize(row.places + size);
  }
  if (!keeps_addends_) return;
  const std::size_t addends = row.form == RowForm::runs     ? row.runs * kRunTargets
                              : row.form == RowForm::padded ? image_.targets
                                                            : size;
  const auto grow = [&](auto& values) {
    row.begin = values.size();
    values.resize(values.size() + addends);
  };
  if (as_real_) {
    grow(addends_);
  } else if (narrow_) {
    grow(narrow_levels_);
  } else {
    grow(levels_);
  }
}

void SynapseRows::keep_addend(std::uint64_t place, const Delivery& delivery) {
  if (!keeps_addends_) return;
  if (as_real_) {
    addends_[place] = addend(delivery);
  } else if (narrow_) {
    narrow_levels_[place] = static_cast<std::int8_t>(level(delivery));
  } else {
    levels_[place] = level(delivery);
  }
}

void SynapseRows::keep_runs(SynapseRow& row) {
  Run* run = nullptr;
  std::uint64_t begin = row.begin;
  std::size_t next = row.places;
  for (const Delivery& delivery : scratch_.deliveries) {
    const bool follows =
        run != nullptr && run->size < kRunTargets && delivery.target == run->first + run->size;
    if (!follows) {
      if (run != nullptr) begin += kRunTargets;
      run = &runs_[next++];
      *run = {static_cast<std::uint16_t>(delivery.target), 0};
    }
    keep_addend(begin + run->size++, delivery);
  }
}

void SynapseRows::keep_mask(const SynapseRow& row) {
  for (const Delivery& delivery : scratch_.deliveries) {
    keep_addend(row.begin + delivery.target, delivery);
    masks_[row.places + delivery.target / 64] |= std::uint64_t{1} << delivery.target % 64;
  }
}

void SynapseRows::keep_places(SynapseRow& row) {
  if (in_image_) return;
  const std::vector<Delivery>& all = scratch_.deliveries;
  if (row.form == RowForm::runs) {
    keep_runs(row);
  } else if (row.form == RowForm::padded) {
    keep_mask(row);
  } else {
    for (std::size_t k = 0; k < all.size(); ++k) keep_addend(row.begin + k, all[k]);
  }
  for (std::size_t k = 0; k < all.size() && row.form == RowForm::scattered; ++k) {
    if (near_) near_targets_[row.places + k] = static_cast<std::uint16_t>(all[k].target);
    if (!near_) targets_[row.places + k] = all[k].target;
  }
}

void SynapseRows::decode(std::uint32_t row) {
  settle(row);
  controller_->read_row(row, scratch_);
  std::vector<Delivery>& all = scratch_.deliveries;
  const auto by_target = [](const Delivery& a, const Delivery& b) { return a.target < b.target; };
  if (!std::is_sorted(all.begin(), all.end(), by_target)) {  // by tap: kernels
    std::sort(all.begin(), all.end(), by_target);
  }
  SynapseRow& kept = rows_[row].row;
  if (kept.decoded == Decoded::never) reserve(row);
  kept.synapses = static_cast<std::uint32_t>(scratch_.synapses);
  kept.cycles = static_cast<std::uint32_t>(row_cycles(scratch_, timing_));
  Cost& cost = costs_[row];
  std::copy(scratch_.words.begin(), scratch_.words.end(), cost.words.begin());
  cost.addresses = static_cast<std::uint32_t>(scratch_.addresses);
  cost.skipped = static_cast<std::uint32_t>(scratch_.skipped);
  kept.largest = 0;
  for (std::size_t k = 0; k < all.size() && !as_real_; ++k) {
    const auto size = static_cast<std::uint64_t>(std::abs(level(all[k])));
    kept.largest = std::max(kept.largest, size << shift_);
  }
  keep_places(kept);
  kept.decoded = Decoded::now;
}

}  // namespace engram::hw
