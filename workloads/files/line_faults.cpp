#include "workloads/files/line_faults.hpp"

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {

void LineFaults::add(std::uint64_t line, const std::string& what) {
  if (found_++ >= kShown) return;
  text_ += file_ + ":" + std::to_string(line) + ": " + what + "\n";
}

void LineFaults::raise() const {
  if (found_ == 0) return;
  std::string text = text_;
  if (found_ > kShown) {
    text += file_ + ": and " + std::to_string(found_ - kShown) + " more";
  } else {
    text.pop_back();
  }
  throw FileFault(text);
}

}  // namespace engram::workloads
