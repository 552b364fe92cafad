#include "sim/compare/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace engram::sim {
namespace {

constexpr std::array<const char*, 3> kGroups{"part", "memory", "layer"};

std::size_t rank(const ComparedFigure& figure) {
  const std::string group = figure.group();
  const auto found = std::find(kGroups.begin(), kGroups.end(), group);
  return group.empty() ? 0 : 1 + static_cast<std::size_t>(found - kGroups.begin());
}

/// The element whose `name` it is, or a new one at the end.
template <class Element>
Element& element(std::vector<Element>& elements, std::string Element::*name,
                 const std::string& wanted) {
  for (Element& one : elements) {
    if (one.*name == wanted) return one;
  }
  elements.emplace_back();
  elements.back().*name = wanted;
  return elements.back();
}

}  // namespace

std::string ComparedFigure::group() const {
  const std::string first = id.substr(0, id.find('.'));
  return first == id ? "" : first;
}

std::optional<double> ComparedFigure::ratio(std::size_t result) const {
  const std::optional<double>& base = values.front();
  const std::optional<double>& value = values[result];
  if (!base || !value) return std::nullopt;
  if (*base == 0) return *value == 0 ? std::optional(1.0) : std::nullopt;
  return *value / *base;
}

double ComparedFigure::difference(std::size_t result) const {
  const std::optional<double>& base = values.front();
  const std::optional<double>& value = values[result];
  if (base == value) return 0;
  if (!base || !value || *base == 0) return std::numeric_limits<double>::infinity();
  return std::abs(*value - *base) / std::abs(*base);
}

bool ComparedContext::differs() const {
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& value) { return value != values.front(); });
}

const ComparedFigure* Comparison::find(const std::string& id) const {
  for (const ComparedFigure& figure : figures) {
    if (figure.id == id) return &figure;
  }
  return nullptr;
}

Comparison compare(const std::vector<RunResult>& results) {
  Comparison comparison;
  for (std::size_t index = 0; index < results.size(); ++index) {
    comparison.folders.push_back(results[index].folder);
    for (const ResultFigure& figure : results[index].figures) {
      ComparedFigure& compared = element(comparison.figures, &ComparedFigure::id, figure.id);
      compared.unit = figure.unit;
      compared.values.resize(results.size());
      compared.values[index] = figure.value;
    }
    for (const auto& [key, value] : results[index].context) {
      ComparedContext& context = element(comparison.context, &ComparedContext::key, key);
      context.values.resize(results.size());
      context.values[index] = value;
    }
  }
  std::stable_sort(
      comparison.figures.begin(), comparison.figures.end(),
      [](const ComparedFigure& a, const ComparedFigure& b) { return rank(a) < rank(b); });
  return comparison;
}

}  // namespace engram::sim
