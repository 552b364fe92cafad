#include "sim/study/pareto.hpp"

#include <algorithm>
#include <cmath>

namespace engram::sim {
namespace {

using Figures = std::vector<double>;

bool beats(const Figures& a, const Figures& b, const std::vector<Objective>& objectives) {
  bool better = false;
  for (const Objective& one : objectives) {
    const double gain = (one.least ? -1 : 1) * (a[one.figure] - b[one.figure]);
    if (!(gain >= 0)) return false;
    better = better || gain > 0;
  }
  return better;
}

bool complete(const Figures& point, const std::vector<Objective>& objectives) {
  return std::none_of(objectives.begin(), objectives.end(), [&](const Objective& one) {
    return one.figure >= point.size() || std::isnan(point[one.figure]);
  });
}

}  // namespace

std::vector<bool> on_front(const std::vector<Figures>& points,
                           const std::vector<Objective>& objectives) {
  std::vector<const Figures*> candidates;
  for (const Figures& point : points) {
    if (complete(point, objectives)) candidates.push_back(&point);
  }
  std::vector<bool> front;
  for (const Figures& point : points) {
    front.push_back(complete(point, objectives) &&
                    std::none_of(candidates.begin(), candidates.end(), [&](const Figures* other) {
                      return beats(*other, point, objectives);
                    }));
  }
  return front;
}

}  // namespace engram::sim
