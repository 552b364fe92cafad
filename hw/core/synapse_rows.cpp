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
      decoded_(image.rows, 0),
      rows_(image.rows) {}

const SynapseRow& SynapseRows::at(std::uint32_t row) {
  if (decoded_[row] == 0) decode(row);
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

void SynapseRows::decode(std::uint32_t row) {
  controller_->read_row(row, scratch_);
  SynapseRow& kept = rows_[row];
  kept.begin = targets_.size();
  kept.size = static_cast<std::uint32_t>(scratch_.deliveries.size());
  kept.contiguous = true;
  kept.words = scratch_.words;
  kept.addresses = scratch_.addresses;
  kept.synapses = scratch_.synapses;
  kept.skipped = scratch_.skipped;
  kept.cycles = row_cycles(scratch_, timing_);
  if (kept.size > 0) kept.first_target = scratch_.deliveries.front().target;
  for (std::size_t index = 0; index < scratch_.deliveries.size(); ++index) {
    const Delivery& delivery = scratch_.deliveries[index];
    targets_.push_back(delivery.target);
    kept.contiguous = kept.contiguous && delivery.target == kept.first_target + index;
    if (as_real_) {
      addends_.push_back(addend(delivery));
    } else {
      levels_.push_back(level(delivery));
      const auto size = static_cast<std::uint64_t>(std::abs(levels_.back()));
      kept.largest = std::max(kept.largest, size << shift_);
    }
  }
  decoded_[row] = 1;
}

}  // namespace engram::hw
