#pragma once

#include <array>

#include "energy/units.hpp"
#include "memory/encoding.hpp"

/// One dense pass over an image of layout schaefer2020, summed up.
namespace engram::schaefer2020_pass {

using Words = std::array<Count, kRegionKinds>;

struct Forward {
  Words read{};
  Count addresses = 0, deliveries = 0;
};
/// Every row once.
Forward forward(const MemoryImage& image);

struct Learning {
  Words read{}, written{};  ///< error and update together
  Count addresses = 0, synapses = 0, weights = 0;
};
/// Every column read and then updated, each with the codes that it has.
Learning learning(MemoryImage& image);

Count of(const Words& words, RegionKind kind);

/// Packed rows, 16-bit words, one a weight.
EncodingChoice choice(Encoding encoding, Sharing sharing = Sharing::none,
                      FunctionalMode mode = FunctionalMode::rowcol);

/// round(density x rows x targets) synapses of `bits` bits, spread evenly.
SynapseMatrix dense(std::uint32_t rows, std::uint32_t targets, double density, unsigned bits);

/// `channels` kernels of size x size on one image, all weights there, borders padded so that the
/// output is as large as the input.
SynapseMatrix convolution(std::uint32_t image, std::uint32_t channels, std::uint32_t size,
                          unsigned bits);

}  // namespace engram::schaefer2020_pass
