#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "workloads/network/projection.hpp"

namespace engram::workloads {

/// Reads a NumPy array of whole numbers in the order (x, y, channel) of Lava, or (neurons), and
/// returns one number a neuron of `shape`, in its own order (channel, y, x). Throws FileFault: no
/// .npy file, a type that is no number, another shape, numbers that are not whole.
std::vector<std::int64_t> read_input_bias(const std::filesystem::path& file, const Shape& shape);

}  // namespace engram::workloads
