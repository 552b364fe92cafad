#pragma once

#include <chrono>
#include <string>

/// The clock on the wall, for people and manifests; no result depends on it.
namespace engram::sim {

std::string utc_now();  ///< ISO 8601

class Stopwatch {
 public:
  double seconds() const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// One line of progress on a terminal, for work that lasts: nothing in the first second, then twice
/// a second. It goes when the object does. Nothing at all where standard error is no terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  bool due() const;
  /// Shows `text` and the seconds gone by.
  void show(const std::string& text);
  void clear();  ///< for other lines on the terminal

 private:
  bool terminal_, shown_ = false;
  Stopwatch since_start_, since_last_;
};

}  // namespace engram::sim
