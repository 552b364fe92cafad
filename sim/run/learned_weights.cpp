#include "sim/run/learned_weights.hpp"

#include <algorithm>

#include "memory/controller.hpp"

namespace engram::sim {
namespace {

/// Decoding leaves out levels of 0, so the synapses are those of the image that was laid out.
void add_rows(const hw::ImageSpec& image, std::uint32_t first, const MemoryImage& now,
              std::vector<WeightRow>& rows) {
  const SynapseMatrix stored = decode(*image.image), learned = decode(now);
  for (std::uint32_t row = 0; row < stored.rows; ++row) {
    const auto begin = learned.target.begin();
    auto found = begin + static_cast<std::ptrdiff_t>(learned.row_begin[row]);
    const auto end = begin + static_cast<std::ptrdiff_t>(learned.row_begin[row + 1]);
    for (std::uint64_t at = stored.row_begin[row]; at < stored.row_begin[row + 1]; ++at) {
      found = std::lower_bound(found, end, stored.target[at]);
      const bool there = found != end && *found == stored.target[at];
      const std::uint32_t code = there ? learned.code[static_cast<std::size_t>(found - begin)] : 0;
      rows.push_back(
          {image.inputs[row], first + stored.target[at], level_from_code(stored.format, code)});
    }
  }
}

}  // namespace

std::vector<LearnedWeights> learned_weights(const hw::Chip& chip, const hw::ChipSpec& spec) {
  std::vector<LearnedWeights> learned;
  if (!spec.learning) return learned;
  for (std::uint32_t projection = 0; projection < spec.projections.size(); ++projection) {
    if (spec.learning->learns[projection] == 0) continue;
    LearnedWeights& one = learned.emplace_back();
    one.projection = spec.projections[projection];
    for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
      const hw::CoreSpec& place = spec.cores[core];
      for (std::uint32_t index = 0; index < place.images.size(); ++index) {
        const hw::ImageSpec& image = place.images[index];
        if (image.order != projection) continue;
        add_rows(image, place.slices[image.slice].first, chip.image(core, index), one.rows);
      }
    }
    std::sort(one.rows.begin(), one.rows.end());
  }
  return learned;
}

}  // namespace engram::sim
