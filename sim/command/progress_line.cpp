#include "sim/command/progress_line.hpp"

#include <unistd.h>

#include <cstdio>
#include <ctime>

namespace engram::sim {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

double Stopwatch::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

ProgressLine::ProgressLine() : terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  clear();
}

bool ProgressLine::due() const {
  return terminal_ && since_start_.seconds() >= 1.0 && (!shown_ || since_last_.seconds() >= 0.5);
}

void ProgressLine::show(const std::string& text) {
  since_last_ = Stopwatch();
  shown_ = true;
  std::fprintf(stderr, "\r%s, %.0f s\033[K", text.c_str(), since_start_.seconds());
}

void ProgressLine::clear() {
  if (shown_) std::fprintf(stderr, "\r\033[K");
  shown_ = false;
}

}  // namespace engram::sim
