#include "hw/core/synapse_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <tuple>

#include "memory/encoding.hpp"

namespace engram::hw {
namespace {

/// Of targets that a padded row has for each of its deliveries: about as many are added at once as
/// scattered ones take time.
constexpr std::size_t kMostPadding = 16;
/// Bytes that the padded rows of an image may take, so that memory stays a few bytes a synapse
/// where there are many.
constexpr std::uint64_t kMostPaddedBytes = std::uint64_t{1} << 22;

/// Contents of an image that are compared with each other before it is asked whether that pays.
constexpr std::size_t kAlwaysCompared = 512;

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

/// Of such an image: bytes from one row to the next.
std::uint64_t bytes_of_row(const MemoryImage& image) {
  const std::uint64_t word_bytes = image.regions.front().data.word_bits() / 8;
  const std::uint64_t size = image.targets;
  return image.packed ? size : (size + word_bytes - 1) / word_bytes * word_bytes;
}

/// Weights that the image has room for, each a delivery of one row; a kernel's are of many.
std::uint64_t stored_weights(const MemoryImage& image) {
  const unsigned target_bits = image.split_entries ? 0 : image.target_bits;
  const unsigned entry_bits =
      image.format.bits + target_bits + image.run_bits + (image.synapse_flags ? 1 : 0);
  std::uint64_t bits = 0;
  for (const Region& region : image.regions) {
    if (region.kind == RegionKind::weights) bits += region.payload_bits;
  }
  return bits / entry_bits;
}

/// Makes room for `more` values. All that the image will need is asked for at once: what is not
/// touched takes no memory, and what is outgrown would not be given back.
template <class Value>
void grow(std::vector<Value>& values, std::size_t more, const MemoryImage& image) {
  if (values.capacity() == 0) values.reserve(stored_weights(image));
  values.resize(values.size() + more);
}

/// Of what is put behind `values` next. Throws std::length_error beyond 32 bits.
template <class Value>
std::uint32_t place_of(const std::vector<Value>& values) {
  if (values.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw std::length_error("an image of more than 4294967296 synapses or runs of them");
  }
  return static_cast<std::uint32_t>(values.size());
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
      row_bytes_(in_image_ ? bytes_of_row(image) : 0),
      rows_(image.rows),
      timing_(timing),
      controller_(make_controller(image)),
      has_runs_(narrow_ && near_ && !in_image_),
      shares_(has_runs_ || in_image_) {}

void SynapseRows::laid_out() {
  controller_ = make_controller(image_);
  rows_.assign(image_.rows, {});
  contents_.clear();
  users_.clear();
  by_hash_.clear();
  shares_ = has_runs_ || in_image_;
  decoded_ = 0;
  narrow_levels_.clear();
  levels_.clear();
  addends_.clear();
  near_targets_.clear();
  targets_.clear();
  runs_.clear();
  masks_.clear();
}

void SynapseRows::count(const EventCost& cost, Count events, RowTotals& totals) {
  totals.events += events;
  for (int kind = 0; kind < kRegionKinds; ++kind) totals.words[kind] += events * cost.words[kind];
  totals.addresses += events * cost.addresses;
  totals.deliveries += events * cost.size;
  totals.skipped += events * cost.skipped;
}

RowTotals SynapseRows::totals() const {
  RowTotals totals;
  totals.units = units_;
  totals.operations = operations_;
  for (const Cost& cost : costs_) count(cost.of_event, cost.events, totals);
  return totals;
}

void SynapseRows::forget() {
  for (Cost& cost : costs_) cost.events = 0;
  units_ = operations_ = 0;
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
  std::uint32_t runs = 0, end = 0;
  for (const Delivery& delivery : scratch_.deliveries) {
    if (runs > 0 && delivery.target < end) continue;
    end = delivery.target + kRunTargets;
    ++runs;
  }
  return runs;
}

/// Runs pay where they hold two targets in the mean: a run costs what two targets do.
RowForm SynapseRows::form_of_scratch() const {
  const std::vector<Delivery>& all = scratch_.deliveries;
  const bool one_run = has_runs_ && all.size() <= kRunTargets && image_.targets > kRunTargets;
  if (all.empty() || (!one_run && all.back().target - all.front().target + 1 == all.size())) {
    return RowForm::contiguous;
  }
  const std::uint64_t bytes = std::uint64_t{image_.rows} * image_.targets;
  if (narrow_ && bytes <= kMostPaddedBytes && all.size() * kMostPadding >= image_.targets) {
    return RowForm::padded;
  }
  const bool runs = has_runs_ && all.size() >= 2 * std::size_t{runs_of_scratch()};
  return runs ? RowForm::runs : RowForm::scattered;
}

/// Finds a row its place: at the end.
void SynapseRows::reserve(Content& content) {
  const std::size_t size = scratch_.deliveries.size();
  content.size = static_cast<std::uint32_t>(size);
  content.form = form_of_scratch();
  if (in_image_) return;
  if (content.form == RowForm::padded) {
    content.places = place_of(masks_);
    masks_.resize(masks_.size() + mask_words());
  } else if (content.form == RowForm::runs) {
    content.runs = static_cast<std::uint16_t>(runs_of_scratch());
    content.places = place_of(runs_);
    runs_.resize(runs_.size() + content.runs);
  } else if (content.form == RowForm::scattered) {
    content.places = near_ ? place_of(near_targets_) : place_of(targets_);
    if (near_) grow(near_targets_, size, image_);
    if (!near_) grow(targets_, size, image_);
  }
  if (!keeps_addends_) return;
  const std::uint64_t addends = levels_of(content);
  const auto keep = [&](auto& values) {
    content.begin = values.size();
    grow(values, addends, image_);
  };
  if (as_real_) {
    keep(addends_);
  } else if (narrow_) {
    keep(narrow_levels_);
  } else {
    keep(levels_);
  }
}

/// Addends that are kept of a row, zeros between them included.
std::uint64_t SynapseRows::levels_of(const Content& content) const {
  if (!keeps_addends_ || in_image_) return 0;
  if (content.form == RowForm::runs) return content.runs * kRunTargets;
  return content.form == RowForm::padded ? image_.targets : content.size;
}

/// Precondition: 8 bits.
void SynapseRows::keep_addend(std::uint64_t place, const Delivery& delivery) {
  if (!keeps_addends_) return;
  narrow_levels_[place] = static_cast<std::int8_t>(level(delivery));
}

void SynapseRows::keep_runs(const Content& content) {
  const std::uint32_t origin = scratch_.deliveries.front().target;
  std::uint64_t run = content.places, begin = content.begin;
  std::uint32_t first = 0;
  runs_[run] = {};
  for (const Delivery& delivery : scratch_.deliveries) {
    const std::uint32_t target = delivery.target - origin;
    if (target >= first + kRunTargets) {
      first = target;
      begin += kRunTargets;
      runs_[++run] = {static_cast<std::uint16_t>(first), 0};
    }
    keep_addend(begin + (target - first), delivery);
    runs_[run].targets |= static_cast<std::uint8_t>(1U << (target - first));
  }
}

void SynapseRows::keep_mask(const Content& content) {
  for (const Delivery& delivery : scratch_.deliveries) {
    keep_addend(content.begin + delivery.target, delivery);
    masks_[content.places + delivery.target / 64] |= std::uint64_t{1} << delivery.target % 64;
  }
}

void SynapseRows::keep(Content& content) {
  const std::vector<Delivery>& all = scratch_.deliveries;
  const bool in_order = content.form == RowForm::contiguous || content.form == RowForm::scattered;
  std::int32_t largest = 0;
  for (std::size_t k = 0; k < all.size() && keeps_addends_; ++k) {
    if (as_real_) {
      addends_[content.begin + k] = addend(all[k]);
      continue;
    }
    const std::int32_t value = level(all[k]);
    largest = std::max(largest, std::abs(value));
    if (in_image_ || !in_order) continue;
    if (narrow_) narrow_levels_[content.begin + k] = static_cast<std::int8_t>(value);
    if (!narrow_) levels_[content.begin + k] = value;
  }
  content.largest = static_cast<std::uint32_t>(largest);
  if (in_image_ || all.empty()) return;
  if (content.form == RowForm::runs) keep_runs(content);
  if (content.form == RowForm::padded) keep_mask(content);
  for (std::size_t k = 0; k < all.size() && content.form == RowForm::scattered; ++k) {
    const std::uint32_t target = all[k].target - all.front().target;
    if (near_) near_targets_[content.places + k] = static_cast<std::uint16_t>(target);
    if (!near_) targets_[content.places + k] = target;
  }
}

/// FNV-1a of what `equal` compares.
std::uint64_t SynapseRows::hash(const Content& content) const {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto put = [&hash](std::uint64_t value) { hash = (hash ^ value) * 0x100000001b3; };
  put(content.size);
  put(content.largest);
  if (content.form == RowForm::contiguous) return hash;
  if (content.form == RowForm::runs) {
    for (const Run& run : runs(content)) put(run.first * 256U + run.targets);
  } else {
    with_targets(content, [&](auto targets) {
      for (const std::uint32_t target : targets) put(target);
    });
  }
  const std::int8_t* const levels = narrow_levels(content.begin);
  for (std::uint64_t k = 0; k < levels_of(content); ++k) put(static_cast<std::uint8_t>(levels[k]));
  return hash;
}

/// Precondition: 8 bits, runs, scattered or in the image.
bool SynapseRows::equal(const Content& a, const Content& b) const {
  const auto told_apart = [](const Content& content) {
    return std::tie(content.form, content.size, content.runs, content.largest);
  };
  if (told_apart(a) != told_apart(b)) return false;
  if (a.form == RowForm::contiguous) return true;
  const std::int8_t* const levels = narrow_levels(a.begin);
  if (!std::equal(levels, levels + levels_of(a), narrow_levels(b.begin))) return false;
  if (a.form == RowForm::runs) {
    return std::equal(runs(a).begin(), runs(a).end(), runs(b).begin());
  }
  const std::uint16_t* const targets = near_targets_.data() + a.places;
  return std::equal(targets, targets + a.size, near_targets_.data() + b.places);
}

/// Takes the last content away where an equal one was kept before; returns which stands for it.
/// Looks no further where there was hardly ever one.
std::uint32_t SynapseRows::shared(std::uint32_t last) {
  const Content content = contents_[last];
  const bool comparable =
      content.form == RowForm::runs || content.form == RowForm::scattered || in_image_;
  if (!shares_ || !comparable) return last;
  const auto [found, is_new] = by_hash_.try_emplace(hash(content), last);
  if (is_new || !equal(contents_[found->second], content)) {
    shares_ = contents_.size() < kAlwaysCompared || 4 * contents_.size() < 3 * decoded_;
    if (!shares_) by_hash_ = {};
    return last;
  }
  contents_.pop_back();
  if (!in_image_) narrow_levels_.resize(content.begin);
  if (content.form == RowForm::runs) runs_.resize(content.places);
  if (content.form == RowForm::scattered) near_targets_.resize(content.places);
  return found->second;
}

std::uint32_t SynapseRows::cost_of_scratch() {
  EventCost cost;
  std::copy(scratch_.words.begin(), scratch_.words.end(), cost.words.begin());
  cost.addresses = static_cast<std::uint32_t>(scratch_.addresses);
  cost.skipped = static_cast<std::uint32_t>(scratch_.skipped);
  cost.size = static_cast<std::uint32_t>(scratch_.deliveries.size());
  cost.cycles = static_cast<std::uint32_t>(row_cycles(scratch_, timing_));
  const auto next = static_cast<std::uint32_t>(costs_.size());
  const auto [found, is_new] = cost_index_.try_emplace(cost, next);
  if (is_new) costs_.push_back({cost});
  return found->second;
}

/// Of the row that was read last: its own, or one that is equal.
std::uint32_t SynapseRows::new_content() {
  Content content;
  reserve(content);
  keep(content);
  contents_.push_back(content);
  return shared(static_cast<std::uint32_t>(contents_.size() - 1));
}

void SynapseRows::decode(std::uint32_t index) {
  controller_->read_row(index, scratch_);
  std::vector<Delivery>& all = scratch_.deliveries;
  const auto by_target = [](const Delivery& a, const Delivery& b) { return a.target < b.target; };
  if (!std::is_sorted(all.begin(), all.end(), by_target)) {  // by tap: kernels
    std::sort(all.begin(), all.end(), by_target);
  }
  Row& row = rows_[index];
  const bool is_new = row.content == kNever;
  if (is_new) ++decoded_;
  std::uint32_t place = row.content & ~kStale;
  if (is_new || users_[place] > 1) {
    if (!is_new) --users_[place];
    place = new_content();
    users_.resize(contents_.size(), 0);
    ++users_[place];
  } else {
    keep(contents_[place]);  // updates keep what is stored: place and form stay
  }
  const bool from_first = !all.empty() && contents_[place].form != RowForm::padded;
  row = {place, from_first ? all.front().target : 0, cost_of_scratch(),
         static_cast<std::uint32_t>(scratch_.synapses)};
}

}  // namespace engram::hw
