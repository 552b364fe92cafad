#include "hw/chip/sample_work.hpp"

namespace engram::hw {

void SampleWork::updated(Count stepped, Count decays, Count sent) {
  Core& core = cores[next_update_++];
  core.stepped = stepped;
  core.decays = decays;
  core.sent = sent;
}

void SampleWork::end_barrier(std::uint64_t host) {
  barriers.push_back({cores.size(), host});
  next_update_ = cores.size();
}

void SampleWork::clear() {
  rows.clear();
  images.clear();
  cores.clear();
  barriers.clear();
  totals.clear();
  counts = {};
  result = {};
  too_large = false;
  next_update_ = 0;
}

void SampleWork::complete(const ChipSpec& spec, const ChipCounts& counted,
                          const SampleResult& sample) {
  if (too_large) return;
  for (const CoreSpec& core : spec.cores) {
    auto& by_image = totals.emplace_back();
    for (const ImageSpec& image : core.images) by_image.emplace_back(image.image->rows);
  }
  std::uint64_t image = 0, row = 0;
  for (const Core& core : cores) {
    for (; image < core.images_end; ++image) {
      std::vector<RowCounts::Due>& sums = totals[core.core][images[image].image];
      while (row < images[image].rows_end) {
        const Row due = served(row);
        sums[due.row].units += due.units;
        sums[due.row].events += due.events;
      }
    }
  }
  counts = counted;
  result.timesteps = sample.timesteps;
  for (TimestepRecord& record : result.timesteps) {
    record.synaptic_operations = record.cycles = 0;
  }
  result.spikes = sample.spikes;
  result.neuron_spikes = sample.neuron_spikes;
  result.readout_max = sample.readout_max;
}

std::size_t SampleWork::bytes() const {
  std::size_t sum = rows.size() * sizeof(std::uint32_t) + images.size() * sizeof(Image) +
                    cores.size() * sizeof(Core) + barriers.size() * sizeof(Barrier);
  for (const auto& core : totals) {
    for (const auto& image : core) sum += image.size() * sizeof(RowCounts::Due);
  }
  return sum;
}

}  // namespace engram::hw
