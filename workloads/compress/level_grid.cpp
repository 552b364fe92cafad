#include "workloads/compress/level_grid.hpp"

#include <algorithm>
#include <cmath>

namespace engram::workloads {
namespace {

Bracket around_power(double x, double top) {
  const double size = std::fabs(x);
  Bracket found{0, 1};
  if (size >= top) {
    found = {top, top};
  } else if (size == 0) {
    found = {0, 0};
  } else if (size >= 1) {
    const double low = std::ldexp(1.0, std::ilogb(size));
    found = {low, low == size ? low : 2 * low};
  }
  return x < 0 ? Bracket{-found.high, -found.low} : found;
}

bool even(double level) {
  return std::fmod(level, 2.0) == 0;
}

}  // namespace

Bracket levels_around(const WeightFormat& format, double x) {
  const double top = max_level(format);
  if (format.kind == WeightKind::power_of_two) return around_power(x, top);
  if (x >= top) return {top, top};
  if (x <= -top) return {-top, -top};
  const double low = std::floor(x);
  return {low, low == x ? low : low + 1};
}

Bracket levels_around(const std::vector<std::int32_t>& levels, double x) {
  const auto above = std::lower_bound(levels.begin(), levels.end(), x);
  if (above == levels.end()) return {double(levels.back()), double(levels.back())};
  const double high = *above;
  return above == levels.begin() || high == x ? Bracket{high, high}
                                              : Bracket{double(*(above - 1)), high};
}

double nearest(const Bracket& around, double x) {
  const double below = x - around.low, above = around.high - x;
  if (below != above) return below < above ? around.low : around.high;
  if (even(around.low) != even(around.high)) return even(around.low) ? around.low : around.high;
  return std::fabs(around.low) > std::fabs(around.high) ? around.low : around.high;
}

double stochastic(const Bracket& around, double x, double unit) {
  if (around.low == around.high) return around.low;
  return unit * (around.high - around.low) < x - around.low ? around.high : around.low;
}

bool clips(const WeightFormat& format, double x) {
  const double top = max_level(format);
  const double size = std::fabs(x);
  if (format.kind == WeightKind::power_of_two) return size >= 1.5 * top;
  return std::nearbyint(size) > top;
}

}  // namespace engram::workloads
