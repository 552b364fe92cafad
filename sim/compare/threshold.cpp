#include "sim/compare/threshold.hpp"

#include <charconv>
#include <cmath>

#include "sim/config/config_fault.hpp"

namespace engram::sim {
namespace {

/// "5%", "0.1 %" or "0".
bool read_share(std::string text, double& share) {
  const bool percent = text.ends_with('%');
  if (percent) text.pop_back();
  while (text.ends_with(' ')) text.pop_back();
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || text.empty()) return false;
  if (!std::isfinite(value) || value < 0 || (!percent && value != 0)) return false;
  share = value / 100;
  return true;
}

std::string read_one(const std::string& item, Thresholds& thresholds) {
  const std::size_t equals = item.find('=');
  const std::string value = equals == std::string::npos ? item : item.substr(equals + 1);
  double share = 0;
  if (!read_share(value, share)) {
    return "found '" + item + "', expected a percentage such as 5%, or FIGURE=5%, or 0";
  }
  if (equals == std::string::npos) {
    if (thresholds.all) return "found '" + item + "', the second without a figure";
    thresholds.all = share;
  } else if (!thresholds.named.emplace(item.substr(0, equals), share).second) {
    return "'" + item.substr(0, equals) + "' is there twice";
  }
  return "";
}

}  // namespace

std::string read_thresholds(const std::string& text, Thresholds& thresholds) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    const std::string fault = read_one(text.substr(begin, comma - begin), thresholds);
    if (!fault.empty()) return fault;
    begin = comma + 1;
  }
  return "";
}

std::string unknown_figures(const Comparison& comparison, const Thresholds& thresholds) {
  std::vector<std::string> known;
  for (const ComparedFigure& figure : comparison.figures) known.push_back(figure.id);
  std::string text;
  for (const auto& [id, share] : thresholds.named) {
    if (comparison.find(id) != nullptr) continue;
    text += (text.empty() ? "" : "\n") + std::string("--threshold: no result has a figure '") + id +
            "'" + suggestion(id, known);
  }
  return text;
}

std::optional<double> allowed_difference(const ComparedFigure& figure,
                                         const Thresholds& thresholds) {
  const auto named = thresholds.named.find(figure.id);
  if (named != thresholds.named.end()) return named->second;
  return figure.group().empty() ? thresholds.all : std::nullopt;
}

std::vector<Excess> excesses(const Comparison& comparison, const Thresholds& thresholds) {
  std::vector<Excess> found;
  for (const ComparedFigure& figure : comparison.figures) {
    const auto allowed = allowed_difference(figure, thresholds);
    if (!allowed) continue;
    for (std::size_t result = 1; result < figure.values.size(); ++result) {
      if (figure.difference(result) > *allowed) found.push_back({&figure, result, *allowed});
    }
  }
  return found;
}

}  // namespace engram::sim
