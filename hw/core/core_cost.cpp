#include "hw/core/core_cost.hpp"

#include <algorithm>

namespace engram::hw {

RowTiming row_timing(const ChipSpec& spec) {
  return {spec.lanes, spec.banks, spec.shared_macros || spec.sizing == Sizing::fixed};
}

bool receives_float(const CoreSpec& core, std::uint32_t slice) {
  return std::any_of(core.images.begin(), core.images.end(), [&](const ImageSpec& image) {
    return image.slice == slice && image.image->format.kind == WeightKind::float32;
  });
}

ImageCounts image_counts(const ChipSpec& spec, const RowTotals& totals) {
  const Count multiplies = spec.payload == Payload::multiply ? totals.deliveries : 0;
  return {totals.events,     totals.words, totals.addresses, totals.deliveries + totals.skipped,
          totals.deliveries, multiplies,   totals.operations};
}

std::uint64_t integrate_cycles(std::uint64_t rows, std::uint64_t flits, std::uint64_t hops) {
  return std::max(rows, flits) + hops;
}

std::uint64_t update_cycles(const ChipSpec& spec, Count stepped, Count decays, Count sent) {
  const Count accesses = stepped * (spec.ports == 1 ? 2 : 1);
  const Count work = stepped == 0 ? 0 : accesses + decays + kUpdatePipelineStages;
  return std::max(work, sent);
}

}  // namespace engram::hw
