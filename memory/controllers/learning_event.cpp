#include <algorithm>
#include <cassert>
#include <map>

#include "memory/controllers/learning.hpp"
#include "memory/controllers/weight_writer.hpp"

namespace engram {

void LearningEvent::begin() {
  words_.begin();
  written_.clear();
  weights_read_ = 0;
}

ColumnSynapse LearningEvent::read(std::uint32_t axon, std::uint64_t at) {
  const WeightFormat& format = image_.format;
  if (words_.log() != nullptr) words_.log()->look_up(weights_read_++);
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

void LearningEvent::overwrite(std::span<const WeightPlace> places,
                              std::span<const std::uint32_t> codes, MemoryImage& image,
                              UpdateCost& cost) {
  assert(&image == &image_ && codes.size() == places.size());
  WeightWriter writer(image, written_);
  for (std::size_t k = 0; k < places.size(); ++k) {
    read(0, places[k].at);
    writer.write(places[k].at, codes[k]);
  }
  cost.weights = places.size();
  cost.read = read_words(cost.weights);
  cost.written = {};
  cost.written[static_cast<std::size_t>(RegionKind::weights)] =
      image.access == Access::per_weight ? cost.weights : written_.distinct();
}

std::vector<WordAccess> trace_writes(const MemoryImage& image,
                                     std::span<const WeightPlace> places) {
  std::vector<WordAccess> writes;
  unsigned word_bits = 1;
  for (const Region& region : image.regions) {
    if (region.kind == RegionKind::weights) word_bits = region.data.word_bits();
  }
  if (image.access == Access::per_weight) {
    for (std::uint64_t k = 0; k < places.size(); ++k) {
      writes.push_back({RegionKind::weights, places[k].at / word_bits, k});
    }
    return writes;
  }
  std::map<std::uint64_t, std::uint64_t> last_weight;  // by word
  for (std::uint64_t k = 0; k < places.size(); ++k) {
    const std::uint64_t last = (places[k].at + image.format.bits - 1) / word_bits;
    for (std::uint64_t word = places[k].at / word_bits; word <= last; ++word) {
      last_weight[word] = k;
    }
  }
  for (const auto& [word, k] : last_weight) writes.push_back({RegionKind::weights, word, k});
  std::stable_sort(writes.begin(), writes.end(), [](const WordAccess& a, const WordAccess& b) {
    return a.delivery < b.delivery;
  });
  return writes;
}

}  // namespace engram
