#include "memory/schaefer2020/dense_places.hpp"

#include "memory/encoding.hpp"

namespace engram::schaefer2020 {
namespace {

class Regions {
 public:
  explicit Regions(const MemoryImage& image) : image_(image) {}
  const Region& of(RegionKind kind) const {
    for (const Region& region : image_.regions) {
      if (region.kind == kind) return region;
    }
    throw EncodingRefused(std::string("the image has no region of ") + to_string(kind));
  }
  std::uint64_t read(RegionKind kind, std::uint64_t at, unsigned bits) const {
    return of(kind).data.read(at, bits);
  }

 private:
  const MemoryImage& image_;
};

/// A weight for every bit that is set, or for every pair.
void find_by_position(const MemoryImage& image, std::vector<std::vector<WeightPlace>>& rows) {
  const Regions regions(image);
  const bool all = image.encoding == Encoding::crossbar;
  std::uint64_t weight = 0;
  for (std::uint32_t row = 0; row < image.rows; ++row) {
    for (std::uint32_t target = 0; target < image.targets; ++target) {
      const std::uint64_t position = std::uint64_t{row} * image.targets + target;
      if (!all && regions.read(RegionKind::metadata, position, 1) == 0) continue;
      rows[row].push_back({target, weight});
      weight += image.format.bits;
    }
  }
}

/// From a row's pointer on, the reverse list names entries, until one is of another axon.
void find_by_list(const MemoryImage& image, std::vector<std::vector<WeightPlace>>& rows) {
  const Regions regions(image);
  const unsigned entry_bits = image.axon_bits + image.format.bits;
  const unsigned address_bits = image.weight_address_bits;
  const unsigned reverse_bits = image.target_bits + address_bits;
  const std::uint64_t entries = regions.of(RegionKind::weights).payload_bits / entry_bits;
  for (std::uint32_t row = 0; row < image.rows; ++row) {
    const unsigned p = image.pointer_bits;
    for (std::uint64_t k = regions.read(RegionKind::pointers, std::uint64_t{row} * p, p);
         k < entries; ++k) {
      const std::uint64_t at = k * reverse_bits;
      const auto target =
          static_cast<std::uint32_t>(regions.read(RegionKind::reverse_list, at, image.target_bits));
      const std::uint64_t entry =
          regions.read(RegionKind::reverse_list, at + image.target_bits, address_bits) * entry_bits;
      if (regions.read(RegionKind::weights, entry, image.axon_bits) != row) break;
      rows[row].push_back({target, entry + image.axon_bits});
    }
  }
}

}  // namespace

DensePlaces::DensePlaces(const MemoryImage& image) : rows(image.rows), columns(image.targets) {
  if (image.encoding == Encoding::index) {
    find_by_list(image, rows);
  } else {
    find_by_position(image, rows);
  }
  for (std::uint32_t row = 0; row < image.rows; ++row) {
    for (const WeightPlace& place : rows[row]) columns[place.index].push_back({row, place.at});
  }
}

}  // namespace engram::schaefer2020
