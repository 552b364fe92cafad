#include "hw/host/memory_window.hpp"

#include <algorithm>
#include <stdexcept>

#include "hw/host/host_registers.hpp"
#include "memory/controller.hpp"

namespace engram::hw {
namespace {

constexpr std::uint64_t kAlignment = 4096;

/// Whether a controller finds its way through every row of the image.
bool readable(const MemoryImage& image) {
  try {
    const auto controller = make_controller(image);
    RowRead row;
    for (std::uint32_t axon = 0; axon < image.rows; ++axon) {
      controller->read_row(axon, row);
      for (const Delivery& delivery : row.deliveries) {
        if (delivery.target >= image.targets) return false;
      }
    }
  } catch (const std::out_of_range&) {
    return false;
  }
  return true;
}

}  // namespace

std::vector<WindowRegion> window_regions(const ChipSpec& spec) {
  std::vector<WindowRegion> regions;
  std::uint64_t next = kHostMemory;
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
    const std::vector<ImageSpec>& images = spec.cores[core].images;
    for (std::uint32_t image = 0; image < images.size(); ++image) {
      const std::vector<Region>& parts = images[image].image->regions;
      for (std::uint32_t part = 0; part < parts.size(); ++part) {
        const BitArray& data = parts[part].data;
        regions.push_back(
            {core, image, part, parts[part].kind, data.word_bits(), data.words(), next});
        next += (regions.back().bytes() + kAlignment - 1) / kAlignment * kAlignment;
      }
    }
  }
  return regions;
}

MemoryWindow::MemoryWindow(ChipSpec& spec) : regions_(window_regions(spec)) {
  for (CoreSpec& core : spec.cores) {
    auto& images = images_.emplace_back();
    for (ImageSpec& image : core.images) {
      auto blank = std::make_shared<MemoryImage>(*image.image);
      for (Region& region : blank->regions) {
        region.data = BitArray(region.data.words(), region.data.word_bits());
      }
      image.image = blank;
      images.push_back(std::move(blank));
    }
  }
}

const WindowRegion* MemoryWindow::at(std::uint64_t address) const {
  const auto after = std::upper_bound(
      regions_.begin(), regions_.end(), address,
      [](std::uint64_t wanted, const WindowRegion& region) { return wanted < region.address; });
  if (after == regions_.begin()) return nullptr;
  const WindowRegion& region = *(after - 1);
  return address - region.address < region.bytes() ? &region : nullptr;
}

MemoryWindow::Field MemoryWindow::field(const WindowRegion& region, std::uint64_t address) {
  const std::uint64_t lane = (address - region.address) / 4;
  const auto inside = static_cast<unsigned>(lane % region.lanes() * 32);
  return {lane / region.lanes() * region.word_bits + inside,
          std::min(32U, region.word_bits - inside)};
}

std::uint32_t MemoryWindow::read(std::uint64_t address) const {
  const WindowRegion& region = *at(address);
  const Field part = field(region, address);
  const BitArray& data = images_[region.core][region.image]->regions[region.region].data;
  return static_cast<std::uint32_t>(data.read(part.at, part.bits));
}

void MemoryWindow::write(std::uint64_t address, std::uint32_t value) {
  const WindowRegion& region = *at(address);
  const Field part = field(region, address);
  images_[region.core][region.image]->regions[region.region].data.write(part.at, part.bits, value);
  const auto same = [&](const ImagePlace& place) {
    return place.core == region.core && place.image == region.image;
  };
  if (written_.empty() || !same(written_.back())) {
    if (std::none_of(written_.begin(), written_.end(), same)) {
      written_.push_back({region.core, region.image});
    }
  }
}

std::optional<MemoryWindow::ImagePlace> MemoryWindow::unreadable() const {
  for (const ImagePlace& place : written_) {
    if (!readable(*images_[place.core][place.image])) return place;
  }
  return {};
}

}  // namespace engram::hw
