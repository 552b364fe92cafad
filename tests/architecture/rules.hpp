#pragma once

#include <string>
#include <vector>

/// The rules of DESIGN section 4 that a machine can see. Each returns one line a violation.
namespace engram::architecture {

struct SourceFile {
  std::string path;  ///< from the root, e.g. "hw/chip/chip.cpp"
  std::string text;
};

/// Includes point one way: sim -> hw -> memory -> energy; sim -> workloads -> memory; SystemC,
/// json, CLI11 and HDF5 only where they belong.
std::vector<std::string> include_faults(const std::vector<SourceFile>& files);

/// No file over 500 lines, nine in ten at most 300, the median at most 120.
std::vector<std::string> size_faults(const std::vector<SourceFile>& files);

/// snake_case, and no name that says nothing.
std::vector<std::string> name_faults(const std::vector<SourceFile>& files);

/// Functions of .cpp files (from a line at column 0 that ends in '{' to a '}' at column 0) and
/// members of classes in them (two spaces deep) have at most 60 lines.
std::vector<std::string> function_faults(const std::vector<SourceFile>& files);

}  // namespace engram::architecture
