#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {

/// Whole numbers of at most `largest` in size, as text between blanks or line ends; -0 is 0, and a
/// whole number may be written 2.0 or 2e0 (as numpy.savetxt does). Throws FileFault with at most 20
/// faults, "file:line: what is wrong": no whole number, out of range, and a count that is not
/// `count`. Never holds more than `count` numbers.
std::vector<float> read_integer_text(const std::filesystem::path& file, std::uint64_t count,
                                     std::int64_t largest);

}  // namespace engram::workloads
