#include <algorithm>
#include <charconv>
#include <numeric>
#include <set>

#include "sim/study/study.hpp"
#include "sim/sweep/sweep.hpp"
#include "workloads/network/random.hpp"

namespace engram::sim {
namespace {

using Digits = std::vector<std::size_t>;  ///< of a point: which value of each group

std::vector<std::size_t> lengths(const Sweep& sweep) {
  std::vector<std::size_t> all;
  for (const auto& group : sweep.groups) all.push_back(group.front().values.size());
  return all;
}

std::optional<double> as_number(const std::string& text) {
  double number = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (bad != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Numbers where both are some ("4" is "4.0"), else texts, which are in no order.
bool holds(const SweepCondition& condition, const std::string& value) {
  const auto a = as_number(value), b = as_number(condition.value);
  const bool numbers = a && b;
  const bool equal = numbers ? *a == *b : value == condition.value;
  if (condition.op == "==") return equal;
  if (condition.op == "!=") return !equal;
  if (!numbers) return false;
  if (condition.op == "<") return *a < *b;
  if (condition.op == "<=") return *a <= *b;
  return condition.op == ">" ? *a > *b : *a >= *b;
}

StudyRow values_at(const Sweep& sweep, const Digits& digits) {
  StudyRow row{{"folder", sweep.folder.string()}};
  for (std::size_t g = 0; g < sweep.groups.size(); ++g) {
    for (const GridAxis& axis : sweep.groups[g]) row[axis.name] = axis.values[digits[g]].name;
  }
  return row;
}

bool wanted(const Sweep& sweep, const Digits& digits) {
  const StudyRow row = values_at(sweep, digits);
  return std::all_of(sweep.where.begin(), sweep.where.end(), [&](const auto& any) {
    return std::any_of(any.begin(), any.end(),
                       [&](const SweepCondition& one) { return holds(one, row.at(one.pointer)); });
  });
}

Digits digits_of(std::size_t number, const std::vector<std::size_t>& lengths) {
  Digits digits(lengths.size());
  for (std::size_t g = lengths.size(); g-- > 0;) {
    digits[g] = number % lengths[g];
    number /= lengths[g];
  }
  return digits;
}

/// The numbers 0 ... count - 1 in a drawn order (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t key) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  workloads::RandomStream draws(seed, key);
  for (std::size_t k = count; k > 1; --k) std::swap(order[k - 1], order[draws.below(k)]);
  return order;
}

std::vector<Digits> grid(const Sweep& sweep) {
  const std::vector<std::size_t> sizes = lengths(sweep);
  const std::size_t all =
      std::accumulate(sizes.begin(), sizes.end(), std::size_t{1}, std::multiplies<>());
  std::vector<Digits> points;
  for (std::size_t number = 0; number < all; ++number) {
    Digits digits = digits_of(number, sizes);
    if (wanted(sweep, digits)) points.push_back(std::move(digits));
  }
  return points;
}

std::vector<Digits> random_sample(const Sweep& sweep) {
  const std::vector<Digits> all = grid(sweep);
  std::vector<std::size_t> order = shuffled(all.size(), sweep.sample->seed, 0);
  order.resize(std::min<std::size_t>(order.size(), sweep.sample->points));
  std::sort(order.begin(), order.end());
  std::vector<Digits> points;
  for (const std::size_t number : order) points.push_back(all[number]);
  return points;
}

/// What `where` leaves out is left out, and of values that are fewer than strata, a point that
/// comes twice is taken once: there may be fewer points than were asked for.
std::vector<Digits> latin_hypercube(const Sweep& sweep) {
  const std::vector<std::size_t> sizes = lengths(sweep);
  const std::size_t count = sweep.sample->points;
  std::vector<Digits> drawn(count, Digits(sizes.size()));
  for (std::size_t g = 0; g < sizes.size(); ++g) {
    const std::vector<std::size_t> strata = shuffled(count, sweep.sample->seed, 2 * g + 1);
    workloads::RandomStream inside(sweep.sample->seed, 2 * g + 2);
    for (std::size_t k = 0; k < count; ++k) {
      const double at = (static_cast<double>(strata[k]) + inside.unit()) /
                        static_cast<double>(count) * static_cast<double>(sizes[g]);
      drawn[k][g] = std::min(static_cast<std::size_t>(at), sizes[g] - 1);
    }
  }
  std::set<Digits> points;
  for (const Digits& digits : drawn) {
    if (wanted(sweep, digits)) points.insert(digits);
  }
  return {points.begin(), points.end()};
}

SweepPoint point_of(const Sweep& sweep, const Digits& digits) {
  SweepPoint point{{}, sweep.sets};
  for (std::size_t g = 0; g < sweep.groups.size(); ++g) {
    for (const GridAxis& axis : sweep.groups[g]) {
      const GridAxis::Value& value = axis.values[digits[g]];
      point.values.push_back(value.name);
      point.sets.insert(point.sets.end(), value.sets.begin(), value.sets.end());
    }
  }
  const StudyRow row = values_at(sweep, digits);
  for (std::string& set : point.sets) set = filled_in(set, row);
  return point;
}

}  // namespace

std::vector<std::string> Sweep::axes() const {
  std::vector<std::string> names;
  for (const auto& group : groups) {
    for (const GridAxis& axis : group) names.push_back(axis.name);
  }
  return names;
}

std::vector<SweepPoint> sweep_points(const Sweep& sweep) {
  const auto chosen = !sweep.sample ? grid(sweep)
                      : sweep.sample->method == SweepSample::Method::random
                          ? random_sample(sweep)
                          : latin_hypercube(sweep);
  std::vector<SweepPoint> points;
  for (const Digits& digits : chosen) points.push_back(point_of(sweep, digits));
  return points;
}

}  // namespace engram::sim
