#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace engram::hw {

/// What a flit carries, and so what its core does before it takes the next.
enum class FlitKind : std::uint8_t {
  event,   ///< read a record of the axon table
  target,  ///< write a target count
  sum      ///< add a partial sum or a gradient to a record
};

/// The flits that an endpoint sends in a level, in order, with their destination endpoints.
class FlitList {
 public:
  void add(std::span<const std::uint32_t> destinations, FlitKind kind = FlitKind::event) {
    kinds_.push_back(kind);
    destinations_.insert(destinations_.end(), destinations.begin(), destinations.end());
    ends_.push_back(destinations_.size());
  }
  std::size_t size() const { return ends_.size(); }
  FlitKind kind(std::size_t flit) const { return kinds_[flit]; }
  std::span<const std::uint32_t> operator[](std::size_t flit) const {
    const std::size_t begin = flit == 0 ? 0 : ends_[flit - 1];
    return {destinations_.data() + begin, ends_[flit] - begin};
  }

 private:
  std::vector<std::uint32_t> destinations_;
  std::vector<std::size_t> ends_;  ///< [flit]
  std::vector<FlitKind> kinds_;    ///< [flit]
};

/// By endpoint: the cores, then the host.
using FlitLog = std::vector<FlitList>;

}  // namespace engram::hw
