#pragma once

#include <string>
#include <vector>

#include "memory/encoding.hpp"

/// The matrices whose images are worked out by hand.
namespace engram::small_images {

/// 4-bit levels, axons down, targets across:
///      1  0 -2  0
///      0  0  0  0
///      0  3  0 -7
///      7 -1  2  5
SynapseMatrix four_by_four();

/// 1 x 3 x 3 inputs, 2 x 2 x 2 outputs, kernel 2 x 2, 4-bit codes {1, 2, 3, 4} and {9, 0, b, c};
/// outputs [first_output, first_output + targets).
SynapseMatrix small_convolution(std::uint32_t first_output, std::uint32_t targets);

/// Words of region `name` in hexadecimal, "absent" if there is none.
std::vector<std::string> words(const MemoryImage& image, const std::string& name);

}  // namespace engram::small_images
