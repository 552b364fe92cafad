#pragma once

#include <filesystem>
#include <string_view>

/// HDF5 files as text: what fuzzing changes is then the content of a file, not the container, which
/// is sound. So readers are reached in every run, and no child process is needed to try the file.
namespace engram::fuzz {

/// One data set a line: "PATH TYPE DIMS VALUES", blanks between them.
///   TYPE    d (double), f (float), i (64-bit integer), s (string), p (pairs of strings)
///   DIMS    "-" (scalar) or sizes joined by x, as 3x4; ignored for s and p
///   VALUES  numbers, repeated until the data set is full; of s and p the words that follow
/// Lines that say nothing sensible are left out, and data sets are cut off at 4096 elements.
/// Writes the file; false where there is nothing in it.
bool write_hdf5(std::string_view text, const std::filesystem::path& file);

}  // namespace engram::fuzz
