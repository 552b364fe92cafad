#include "sim/config/config_fault.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace engram::sim {
namespace {

std::string joined(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) text += (text.empty() ? "" : "\n") + fault.text();
  return text;
}

/// Levenshtein distance, letters compared without case.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = std::tolower(static_cast<unsigned char>(a[i - 1])) ==
                        std::tolower(static_cast<unsigned char>(b[j - 1]));
      const std::size_t changed = diagonal + (same ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

}  // namespace

std::string Fault::text() const {
  std::string text = file;
  if (line > 0) text += ":" + std::to_string(line);
  if (!pointer.empty()) text += ": " + pointer;
  return text + ": " + message;
}

ConfigFault::ConfigFault(std::vector<Fault> faults)
    : std::runtime_error(joined(faults)), faults_(std::move(faults)) {}

std::string suggestion(const std::string& given, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongest = 64;  // longer words are no slips of the finger
  constexpr std::size_t kStem = 4;      // letters of a word that tell which it is
  if (given.size() > kLongest) return "";
  // Two slips, or one in three letters; but some of the word must be right.
  std::size_t best = std::min(std::max<std::size_t>(2, given.size() / 3) + 1,
                              std::max<std::size_t>(given.size(), 1));
  std::string nearest;
  for (const std::string& candidate : candidates) {
    const std::size_t found = distance(given, candidate);
    if (found < best) {
      best = found;
      nearest = candidate;
    }
  }
  const auto longer = [&](const std::string& candidate) {
    return given.size() >= kStem && candidate.starts_with(given);
  };
  if (nearest.empty()) {  // a unit left out: clock for clock_mhz
    const auto found = std::find_if(candidates.begin(), candidates.end(), longer);
    if (found != candidates.end()) nearest = *found;
  }
  return nearest.empty() ? "" : "; did you mean '" + nearest + "'?";
}

}  // namespace engram::sim
