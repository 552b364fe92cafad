#include "hw/core/synapse_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace engram::hw {

SynapseRows::SynapseRows(const MemoryImage& image, unsigned shift, bool as_real,
                         const RowTiming& timing)
    : image_(image),
      shift_(image.format.kind == WeightKind::float32 ? 0 : shift),
      as_real_(as_real),
      timing_(timing),
      controller_(make_controller(image)),
      decoded_(image.rows, kNever),
      rows_(image.rows) {}

void SynapseRows::laid_out() {
  controller_ = make_controller(image_);
  decoded_.assign(image_.rows, kNever);
  rows_.assign(image_.rows, {});
  targets_.clear();
  levels_.clear();
  addends_.clear();
}

const SynapseRow& SynapseRows::at(std::uint32_t row) {
  if (decoded_[row] != kDecoded) decode(row);
  return rows_[row];
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

/// Puts a delivery into its place of the arrays.
void SynapseRows::keep(std::size_t place, const Delivery& delivery, SynapseRow& row) {
  targets_[place] = delivery.target;
  if (as_real_) {
    addends_[place] = addend(delivery);
    return;
  }
  levels_[place] = level(delivery);
  const auto size = static_cast<std::uint64_t>(std::abs(levels_[place]));
  row.largest = std::max(row.largest, size << shift_);
}

void SynapseRows::decode(std::uint32_t row) {
  controller_->read_row(row, scratch_);
  SynapseRow& kept = rows_[row];
  if (decoded_[row] == kNever) {  // else it keeps its place: updates keep what is stored
    kept.begin = targets_.size();
    kept.size = static_cast<std::uint32_t>(scratch_.deliveries.size());
    targets_.resize(targets_.size() + kept.size);
    if (as_real_) {
      addends_.resize(targets_.size());
    } else {
      levels_.resize(targets_.size());
    }
  }
  kept.contiguous = true;
  kept.largest = 0;
  kept.words = scratch_.words;
  kept.addresses = scratch_.addresses;
  kept.synapses = scratch_.synapses;
  kept.skipped = scratch_.skipped;
  kept.cycles = row_cycles(scratch_, timing_);
  if (kept.size > 0) kept.first_target = scratch_.deliveries.front().target;
  for (std::size_t index = 0; index < scratch_.deliveries.size(); ++index) {
    const Delivery& delivery = scratch_.deliveries[index];
    kept.contiguous = kept.contiguous && delivery.target == kept.first_target + index;
    keep(kept.begin + index, delivery, kept);
  }
  decoded_[row] = kDecoded;
}

}  // namespace engram::hw
