#pragma once

#include "workloads/recordings/event_reader.hpp"

namespace engram::workloads {

/// Fills `block` by calls of decode(block), which appends at most `most` events (maybe none) and
/// returns false at the end of the recording.
template <typename Decode>
bool fill_block(std::vector<RawEvent>& block, std::size_t most, Decode decode) {
  block.clear();
  while (block.size() + most <= EventReader::kBlock && decode(block)) {
  }
  return !block.empty();
}

}  // namespace engram::workloads
