#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace engram::energy {

/// A program of the flow that is not installed, or that failed; what() says which, and the end of
/// what it printed.
class ToolFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Runs a program in `folder` and returns what it printed (both streams). Throws ToolFault unless
/// it ends with 0. Arguments may hold anything but a single quote.
std::string run_tool(const std::vector<std::string>& words, const std::filesystem::path& folder);

/// Writes a file. Throws ToolFault.
void write_file(const std::filesystem::path& file, const std::string& text);
/// Reads a file. Throws ToolFault.
std::string read_file(const std::filesystem::path& file);

}  // namespace engram::energy
