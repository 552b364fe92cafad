#include "memory/banks/sram_bank.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace engram {

const char* to_string(Requester requester) {
  static constexpr std::array<const char*, kRequesters> kNames{"forward", "backward", "update",
                                                               "host"};
  return kNames[static_cast<std::size_t>(requester)];
}

Count BankWaits::of(Requester waiting) const {
  const auto& row = cycles[static_cast<std::size_t>(waiting)];
  return std::accumulate(row.begin(), row.end(), Count{0});
}

Count BankWaits::conflicts(Requester waiting) const {
  const auto index = static_cast<std::size_t>(waiting);
  return cycles[index][index];
}

Count BankWaits::total() const {
  Count sum = 0;
  for (const auto& row : cycles) sum = std::accumulate(row.begin(), row.end(), sum);
  return sum;
}

bool SramBank::full(std::uint64_t cycle) const {
  assert(cycle >= first_);
  const std::uint64_t at = cycle - first_;
  return at < slots_.size() && slots_[at].taken == ports_;
}

void SramBank::take(Requester requester, std::uint64_t cycle) {
  assert(!full(cycle));
  const std::uint64_t at = cycle - first_;
  if (at >= slots_.size()) slots_.resize(at + 1);
  ++slots_[at].taken;
  slots_[at].last = requester;
}

Requester SramBank::holder(std::uint64_t cycle) const {
  assert(full(cycle));
  return slots_[cycle - first_].last;
}

void SramBank::settle(std::uint64_t cycle) {
  if (cycle <= first_) return;
  const std::uint64_t past = std::min<std::uint64_t>(cycle - first_, slots_.size());
  slots_.erase(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(past));
  first_ = cycle;
}

}  // namespace engram
