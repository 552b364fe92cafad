#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "memory/memory_image.hpp"

namespace engram::hw {

/// Where a region of a core image lies in the address space of the host. Word w begins at
/// address + w * lanes() * 4; its lowest 32 bits come first, and what is above word_bits in its
/// last 32 bits reads 0 and is not kept.
struct WindowRegion {
  std::uint32_t core = 0, image = 0, region = 0;  ///< region: index in MemoryImage::regions
  RegionKind kind{};
  unsigned word_bits = 0;
  std::uint64_t words = 0;
  std::uint64_t address = 0;

  std::uint64_t lanes() const { return (word_bits + 31) / 32; }  ///< 32-bit words a word
  std::uint64_t bytes() const { return words * lanes() * 4; }
};

/// Every region of every image, core by core, image by image, each on 4 KiB.
std::vector<WindowRegion> window_regions(const ChipSpec& spec);

/// The words of a chip's images, for a host that loads them.
class MemoryWindow {
 public:
  /// Gives `spec` images of the same shape without content, which only the window writes.
  explicit MemoryWindow(ChipSpec& spec);

  const std::vector<WindowRegion>& regions() const { return regions_; }
  /// The region that `address` lies in; null: none.
  const WindowRegion* at(std::uint64_t address) const;
  /// The aligned 32 bits at `address`. Precondition: at(address).
  std::uint32_t read(std::uint64_t address) const;
  void write(std::uint64_t address, std::uint32_t value);

  struct ImagePlace {
    std::uint32_t core = 0, image = 0;
  };
  /// Images written since the last call of `settle`.
  const std::vector<ImagePlace>& written() const { return written_; }
  /// The first of them that has a row which cannot be read; none: a chip can run on all of them.
  std::optional<ImagePlace> unreadable() const;
  void settle() { written_.clear(); }

 private:
  struct Field {
    std::uint64_t at = 0;  ///< bit of the region
    unsigned bits = 0;
  };
  static Field field(const WindowRegion& region, std::uint64_t address);

  std::vector<WindowRegion> regions_;
  std::vector<std::vector<std::shared_ptr<MemoryImage>>> images_;  ///< [core][image]
  std::vector<ImagePlace> written_;
};

}  // namespace engram::hw
