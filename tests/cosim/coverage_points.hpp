#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace engram::cosim {

/// The points of coverage files that Verilator wrote: a place in a source, and how often it was
/// reached in all of them together. Instances of a module count as one.
class CoveragePoints {
 public:
  /// Throws std::runtime_error if the file cannot be read.
  void add(const std::string& file);

  struct Share {
    std::uint64_t reached = 0, all = 0;
    double percent() const;
  };
  Share lines() const { return share(lines_); }      ///< blocks and branches
  Share toggles() const { return share(toggles_); }  ///< bits, both edges
  /// Places of lines that were never reached, one a line.
  std::string missed_lines() const;

 private:
  using Points = std::map<std::string, std::uint64_t>;  ///< by place
  static Share share(const Points& points);

  Points lines_, toggles_;
};

}  // namespace engram::cosim
