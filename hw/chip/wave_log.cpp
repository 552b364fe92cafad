#include "hw/chip/wave_log.hpp"

#include <algorithm>
#include <tuple>

namespace engram::hw {
namespace {

bool at_or_below(const std::string& scope, const std::string& wanted) {
  return wanted.empty() || scope == wanted || scope.rfind(wanted + ".", 0) == 0;
}

}  // namespace

std::uint32_t WaveLog::add(const std::string& scope, const std::string& name, unsigned bits,
                           WaveSignal::Kind kind) {
  const auto place = std::lower_bound(scopes_.begin(), scopes_.end(), scope);
  if (place == scopes_.end() || *place != scope) scopes_.insert(place, scope);
  if (!at_or_below(scope, wanted_)) return kUnwanted;
  signals_.push_back({scope, name, bits, kind});
  return static_cast<std::uint32_t>(signals_.size() - 1);
}

void WaveLog::set(std::uint32_t signal, std::uint64_t cycle, std::uint64_t value) {
  if (open_ && signal != kUnwanted) changes_.push_back({signal, cycle - origin_, value});
}

std::vector<WaveChange> WaveLog::changes() const {
  std::vector<WaveChange> sorted = changes_;
  const auto order = [](const WaveChange& a, const WaveChange& b) {
    return std::tie(a.cycle, a.signal) < std::tie(b.cycle, b.signal);
  };
  std::stable_sort(sorted.begin(), sorted.end(), order);
  std::vector<WaveChange> merged, ends;
  for (const WaveChange& change : sorted) {
    const bool pulse = signals_[change.signal].kind == WaveSignal::Kind::pulse;
    const bool same = !merged.empty() && merged.back().cycle == change.cycle &&
                      merged.back().signal == change.signal;
    if (same) {
      merged.back().value = change.value + (pulse ? merged.back().value : 0);
      continue;
    }
    merged.push_back(change);
    if (pulse) ends.push_back({change.signal, change.cycle + 1, 0});
  }
  std::vector<WaveChange> all;
  std::merge(merged.begin(), merged.end(), ends.begin(), ends.end(), std::back_inserter(all),
             order);
  // Where a pulse follows a pulse, its end comes second and is not one.
  const auto last = std::unique(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.cycle == b.cycle && a.signal == b.signal;
  });
  all.erase(last, all.end());
  return all;
}

}  // namespace engram::hw
