#include "hw/chip/receivers.hpp"

#include <bit>

namespace engram::hw {
namespace {

/// Of a core behind a barrier: how many neurons received something; from then on none has.
Count take_received(std::vector<std::vector<std::uint64_t>>& received) {
  Count sum = 0;
  for (std::vector<std::uint64_t>& slice : received) {
    for (std::uint64_t& word : slice) {
      if (word == 0) continue;
      sum += static_cast<Count>(std::popcount(word));
      word = 0;
    }
  }
  return sum;
}

}  // namespace

Receivers::Receivers(const ChipSpec& spec, const ChipRows& rows) : rows_(rows) {
  for (const CoreSpec& from : spec.cores) {
    Core& core = cores_.emplace_back();
    for (const ImageSpec& image : from.images) {
      core.images.push_back({image.slice, std::vector<Row>(image.image->rows), {}});
    }
    for (const SliceSpec& slice : from.slices) {
      core.received.emplace_back((std::size_t{slice.count} + 63) / 64, 0);
    }
  }
}

std::span<const Receivers::Part> Receivers::parts(const SynapseRows& decoded, std::uint32_t row,
                                                  Image& image) const {
  Row& kept = image.rows[row];
  if (!kept.known) {
    kept.known = true;
    kept.begin = image.parts.size();
    decoded.visit_targets(*decoded.kept(row), [&](std::uint32_t target) {
      const std::uint32_t word = target / 64;
      if (image.parts.size() == kept.begin || image.parts.back().word != word) {
        image.parts.push_back({0, word});
      }
      image.parts.back().targets |= std::uint64_t{1} << target % 64;
    });
    kept.parts = static_cast<std::uint32_t>(image.parts.size() - kept.begin);
  }
  return {image.parts.data() + kept.begin, kept.parts};
}

void Receivers::count(SampleWork& work) {
  for (CoreCounts& counts : work.counts.cores) counts.drain_writes = 0;
  std::uint64_t image = 0, row = 0;
  for (const SampleWork::Core& active : work.cores) {
    Core& core = cores_[active.core];
    for (; image < active.images_end; ++image) {
      const std::uint32_t index = work.images[image].image;
      const SynapseRows& decoded = rows_.image(active.core, index);
      std::vector<std::uint64_t>& received = core.received[core.images[index].slice];
      while (row < work.images[image].rows_end) {
        const std::uint32_t served = work.served(row).row;
        for (const Part& part : parts(decoded, served, core.images[index])) {
          received[part.word] |= part.targets;
        }
      }
    }
    work.counts.cores[active.core].drain_writes += take_received(core.received);
  }
}

}  // namespace engram::hw
