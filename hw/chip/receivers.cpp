#include "hw/chip/receivers.hpp"

#include "hw/core/core_cost.hpp"
#include "hw/core/neuron_arithmetic.hpp"

namespace engram::hw {

void count_receivers(const ChipSpec& spec, const ChipRows& rows, SampleWork& work) {
  std::vector<std::vector<Accumulator>> accumulators;  // by core and slice
  for (const CoreSpec& core : spec.cores) {
    std::vector<Accumulator>& of_core = accumulators.emplace_back();
    for (std::uint32_t slice = 0; slice < core.slices.size(); ++slice) {
      const SliceSpec& neurons = core.slices[slice];
      of_core.emplace_back(neurons.count, receives_float(core, slice),
                           accumulator_limit(neurons.neuron));
      of_core.back().keep_sums(false);
    }
    work.counts.cores[accumulators.size() - 1].drain_writes = 0;
  }
  std::uint64_t image = 0, row = 0;
  for (const SampleWork::Core& active : work.cores) {
    std::vector<Accumulator>& of_core = accumulators[active.core];
    for (; image < active.images_end; ++image) {
      const std::uint32_t index = work.images[image].image;
      const SynapseRows& decoded = rows.image(active.core, index);
      Accumulator& into = of_core[spec.cores[active.core].images[index].slice];
      for (; row < work.images[image].rows_end; ++row) {
        const SampleWork::Row& due = work.rows[row];
        into.take(decoded, *decoded.kept(due.row), due.units);
      }
      into.settle();
    }
    for (Accumulator& slice : of_core) {
      work.counts.cores[active.core].drain_writes += slice.receivers();
      slice.clear();
    }
  }
}

}  // namespace engram::hw
