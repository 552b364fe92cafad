#pragma once

#include <array>

#include "energy/units.hpp"
#include "memory/memory_image.hpp"

namespace engram {

/// An image encoded anew, and what that costs: every word of the old image is read, every word of
/// the new one written.
struct Reencoded {
  MemoryImage image;
  std::array<Count, kRegionKinds> read{};     ///< by RegionKind, of the old image
  std::array<Count, kRegionKinds> written{};  ///< by RegionKind, of the new image
};

/// Decodes `image` and encodes it again with the same choice, without the synapses whose weight has
/// become 0 under updates. Encodings that store every pair come back as they were. A kernel keeps
/// its geometry and axons. Throws EncodingRefused for a codebook, whose codes no update changes.
Reencoded reencode(const MemoryImage& image);

}  // namespace engram
