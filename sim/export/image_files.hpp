#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "hw/chip/chip_spec.hpp"

/// The memories of a chip as files for other people's benches.
namespace engram::sim {

/// "core0_image1": what the names of an image's files begin with.
std::string image_stem(std::uint32_t core, std::uint32_t image);

/// First word of each region, by its index, where all lie in one memory in their order; the last
/// entry is the words of all.
std::vector<std::uint64_t> first_words(const MemoryImage& image);

/// Of every image: each region (`STEM_REGION.hex`), all regions as one memory where their words are
/// equally wide (`STEM.hex`), the constants of its controller (`STEM.vh`), for a convolution the
/// input of each row (`STEM_axons.hex`); and `regions.csv`, which lists the regions. Hexadecimal
/// files are for $readmemh (IEEE 1364-2005, 17.2.9), a word a line from address 0 on.
std::map<std::string, std::string> image_files(const hw::ChipSpec& chip);

}  // namespace engram::sim
