#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace engram::hw {

/// The flits that an endpoint sends in a level, in order, with their destination endpoints.
class FlitList {
 public:
  void add(std::span<const std::uint32_t> destinations) {
    destinations_.insert(destinations_.end(), destinations.begin(), destinations.end());
    ends_.push_back(destinations_.size());
  }
  std::size_t size() const { return ends_.size(); }
  std::span<const std::uint32_t> operator[](std::size_t flit) const {
    const std::size_t begin = flit == 0 ? 0 : ends_[flit - 1];
    return {destinations_.data() + begin, ends_[flit] - begin};
  }

 private:
  std::vector<std::uint32_t> destinations_;
  std::vector<std::size_t> ends_;  ///< [flit]
};

/// By endpoint: the cores, then the host.
using FlitLog = std::vector<FlitList>;

}  // namespace engram::hw
