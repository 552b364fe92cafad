#include "memory/access_trace.hpp"

namespace engram {

std::array<Count, kRegionKinds> AccessTrace::count() const {
  std::array<Count, kRegionKinds> counts{};
  for (const WordAccess& access : words) ++counts[static_cast<std::size_t>(access.kind)];
  return counts;
}

}  // namespace engram
