#include "workloads/compress/k_means.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>

namespace engram::workloads {
namespace {

/// Sums of the first n values and of their squares.
class Sums {
 public:
  explicit Sums(const std::vector<double>& values) : sum_(1, 0.0), square_(1, 0.0) {
    for (const double value : values) {
      sum_.push_back(sum_.back() + value);
      square_.push_back(square_.back() + static_cast<long double>(value) * value);
    }
  }
  double mean(std::size_t begin, std::size_t end) const {
    return static_cast<double>((sum_[end] - sum_[begin]) / static_cast<long double>(end - begin));
  }
  /// Squared distances of values [begin, end) from c.
  long double distance(std::size_t begin, std::size_t end, long double c) const {
    const auto n = static_cast<long double>(end - begin);
    return square_[end] - square_[begin] - 2 * c * (sum_[end] - sum_[begin]) + n * c * c;
  }

 private:
  std::vector<long double> sum_, square_;
};

/// Where the values of each centre end: at the midpoint to the next.
std::vector<std::size_t> ends(const std::vector<double>& values,
                              const std::vector<double>& centres) {
  std::vector<std::size_t> found;
  for (std::size_t k = 0; k + 1 < centres.size(); ++k) {
    const double middle = centres[k] / 2 + centres[k + 1] / 2;
    found.push_back(static_cast<std::size_t>(
        std::upper_bound(values.begin(), values.end(), middle) - values.begin()));
  }
  found.push_back(values.size());
  return found;
}

double objective(const Sums& sums, const std::vector<double>& centres,
                 const std::vector<std::size_t>& end) {
  long double total = 0;
  for (std::size_t k = 0; k < centres.size(); ++k) {
    total += sums.distance(k == 0 ? 0 : end[k - 1], end[k], centres[k]);
  }
  return static_cast<double>(std::max(total, 0.0L));
}

std::vector<double> distinct(const std::vector<double>& values) {
  std::vector<double> found;
  std::unique_copy(values.begin(), values.end(), std::back_inserter(found));
  std::erase(found, 0.0);
  return found;
}

std::vector<double> quantiles(const std::vector<double>& values, std::size_t entries) {
  std::vector<double> found;
  for (std::size_t k = 0; k < entries; ++k) {
    found.push_back(values[(2 * k + 1) * values.size() / (2 * entries)]);
  }
  return distinct(found);
}

/// The levels of a uniform format with as many bits: an even number of them, so one fewer.
std::vector<double> evenly(const std::vector<double>& values, std::size_t entries) {
  const double most = std::max(std::fabs(values.front()), std::fabs(values.back()));
  const auto half = static_cast<std::int64_t>(entries / 2);
  std::vector<double> found;
  for (std::int64_t level = -half; level <= half; ++level) {
    if (level != 0) found.push_back(most * static_cast<double>(level) / static_cast<double>(half));
  }
  return found;
}

}  // namespace

KMeans k_means(const std::vector<double>& values, std::vector<double> centres, unsigned rounds) {
  const Sums sums(values);
  centres.insert(std::upper_bound(centres.begin(), centres.end(), 0.0), 0.0);
  KMeans found;
  std::vector<std::size_t> end = ends(values, centres);
  found.objective.push_back(objective(sums, centres, end));
  for (unsigned round = 0; round < rounds; ++round) {
    std::vector<double> moved = centres;
    for (std::size_t k = 0; k < centres.size(); ++k) {
      const std::size_t begin = k == 0 ? 0 : end[k - 1];
      if (centres[k] != 0 && end[k] > begin) moved[k] = sums.mean(begin, end[k]);
    }
    if (moved == centres) break;
    std::vector<std::size_t> moved_end = ends(values, moved);
    const double next = objective(sums, moved, moved_end);
    if (!(next < found.objective.back())) break;  // equal but for rounding
    centres = std::move(moved);
    end = std::move(moved_end);
    found.objective.push_back(next);
  }
  std::erase(centres, 0.0);
  found.centres = std::move(centres);
  return found;
}

KMeans best_centres(const std::vector<double>& values, std::size_t entries) {
  const std::vector<double> all = distinct(values);
  if (all.size() <= entries) return {all, {0.0}};
  KMeans by_quantile = k_means(values, quantiles(values, entries));
  if (entries < 2) return by_quantile;
  KMeans by_range = k_means(values, evenly(values, entries));
  const bool range = by_range.objective.back() < by_quantile.objective.back();
  return range ? by_range : by_quantile;
}

}  // namespace engram::workloads
