#include <cassert>

#include "memory/controllers/learning.hpp"
#include "memory/controllers/weight_writer.hpp"

namespace engram {

ColumnSynapse LearningEvent::read(std::uint32_t axon, std::uint64_t at) {
  const WeightFormat& format = image_.format;
  const auto code = static_cast<std::uint32_t>(words_.read(RegionKind::weights, at, format.bits));
  const bool has_level = format.kind == WeightKind::uniform;
  return {axon, code, has_level ? level_from_code(format, code) : 0, 0};
}

std::array<Count, kRegionKinds> LearningEvent::read_words(Count weights) {
  std::array<Count, kRegionKinds> words{};
  for (const Region& region : image_.regions) {
    words[static_cast<std::size_t>(region.kind)] = words_.distinct(region.kind);
  }
  if (image_.access == Access::per_weight) {
    words[static_cast<std::size_t>(RegionKind::weights)] = weights + words_.skipped();
  }
  return words;
}

void LearningEvent::overwrite(const std::vector<std::uint64_t>& places,
                              std::span<const std::uint32_t> codes, MemoryImage& image,
                              UpdateCost& cost) {
  assert(&image == &image_ && codes.size() == places.size());
  WeightWriter writer(image);
  for (std::size_t k = 0; k < places.size(); ++k) {
    read(0, places[k]);
    writer.write(places[k], codes[k]);
  }
  cost.weights = places.size();
  cost.read = read_words(cost.weights);
  cost.written = {};
  cost.written[static_cast<std::size_t>(RegionKind::weights)] =
      image.access == Access::per_weight ? cost.weights : writer.distinct();
}

}  // namespace engram
