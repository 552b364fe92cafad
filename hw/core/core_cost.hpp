#pragma once

#include "hw/chip/chip_spec.hpp"
#include "hw/core/core_counts.hpp"
#include "hw/core/row_cost.hpp"
#include "hw/core/row_counts.hpp"
#include "hw/core/synapse_rows.hpp"

/// What a core's work costs at fidelity `fast`, whether it is being done (CoreModel) or known
/// (recount): hw/README.md, Cycles.
namespace engram::hw {

/// Stages of the neuron update: read state, compute, compare and reset, write back.
inline constexpr std::uint64_t kUpdatePipelineStages = 4;

RowTiming row_timing(const ChipSpec& spec);

/// Whether some image onto `slice` stores floating-point weights.
bool receives_float(const CoreSpec& core, std::uint32_t slice);

/// Events that a row serves of those due.
inline Count served(const ChipSpec& spec, const RowCounts::Due& due) {
  return spec.payload == Payload::multiply ? due.events : due.units;
}

/// Counts of an image whose rows have come to `totals`.
ImageCounts image_counts(const ChipSpec& spec, const RowTotals& totals);

/// `rows`: cycles of the rows served; `flits` that arrived, the farthest over `hops` links.
std::uint64_t integrate_cycles(std::uint64_t rows, std::uint64_t flits, std::uint64_t hops);

/// Neurons stepped, missed steps applied, flits sent.
std::uint64_t update_cycles(const ChipSpec& spec, Count stepped, Count decays, Count sent);

}  // namespace engram::hw
