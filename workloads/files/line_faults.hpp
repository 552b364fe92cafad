#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace engram::workloads {

/// Collects the faults of a text file, so that one run of the program shows them all: the first
/// kShown, and the number of those that follow.
class LineFaults {
 public:
  static constexpr std::uint64_t kShown = 20;

  explicit LineFaults(const std::filesystem::path& file) : file_(file.string()) {}
  void add(std::uint64_t line, const std::string& what);
  bool any() const { return found_ > 0; }
  /// Throws FileFault, "file:line: what" a fault, if there is one.
  void raise() const;

 private:
  std::string file_, text_;
  std::uint64_t found_ = 0;
};

}  // namespace engram::workloads
