#include "workloads/recordings/text_events.hpp"

namespace engram::workloads {

bool TextEvents::next(std::vector<RawEvent>& block) {
  block.clear();
  std::string_view line;
  while ((faults_.any() || block.size() < kBlock) && lines_.next(line, faults_)) {
    if (line.find_first_not_of(" \t") != std::string_view::npos) take(line, block);
    if (faults_.any()) block.clear();
  }
  faults_.raise();
  return !block.empty();
}

}  // namespace engram::workloads
