#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace engram::hw {

/// Hands out hardware: the first line of a kind has the copies, the others share them (0).
class Copies {
 public:
  std::uint64_t first(const std::string& kind, std::uint64_t copies) {
    return seen_.insert(kind).second ? copies : 0;
  }

 private:
  std::set<std::string> seen_;
};

}  // namespace engram::hw
