#include "workloads/compress/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "workloads/compress/level_grid.hpp"

namespace engram::workloads {
namespace {

constexpr int kParts = 100, kFine = 10;  // of the grid, and of one part of it
constexpr unsigned kMostExponent = 16;   // levels have 16 bits

double largest(const std::vector<double>& sizes) {
  return *std::max_element(sizes.begin(), sizes.end());
}

/// Nearest rank: the smallest that at least `percent` of the sizes do not exceed.
double percentile_of(std::vector<double>& sizes, double percent) {
  const double rank = std::ceil(percent / 100 * static_cast<double>(sizes.size()));
  const auto index = static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
  std::nth_element(sizes.begin(), sizes.begin() + index, sizes.end());
  return sizes[static_cast<std::size_t>(index)];
}

double squared_error(const std::vector<double>& sizes, const WeightFormat& format, double scale) {
  double sum = 0;
  for (const double size : sizes) {
    const double x = size / scale;
    const double error = size - nearest(levels_around(format, x), x) * scale;
    sum += error * error;
  }
  return sum;
}

double least_error(const std::vector<double>& sizes, const WeightFormat& format) {
  const double most = largest(sizes) / max_level(format);
  double best = most, least = squared_error(sizes, format, most);
  const auto attempt = [&](int fraction) {
    const double scale = most * fraction / (kParts * kFine);
    const double error = squared_error(sizes, format, scale);
    if (error >= least) return false;
    least = error;
    best = scale;
    return true;
  };
  int part = kParts * kFine;
  for (int k = kParts - 1; k > 0; --k) {
    if (attempt(k * kFine)) part = k * kFine;
  }
  for (int k = part - kFine + 1; k < part + kFine; ++k) {
    if (k != part && k < kParts * kFine) attempt(k);
  }
  return best;
}

/// Ternary weight networks: scale and threshold from the mean (Li and Liu 2016, eq. 5 and 6).
Calibrated by_mean(const std::vector<double>& sizes) {
  const double sum = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  const double threshold = 0.7 * sum / static_cast<double>(sizes.size());
  double beyond = 0;
  std::uint64_t count = 0;
  for (const double size : sizes) {
    if (!(size > threshold)) continue;
    beyond += size;
    ++count;
  }
  return {beyond / static_cast<double>(count), threshold};
}

}  // namespace

Calibrated calibrated(std::vector<double>& sizes, const WeightFormat& format,
                      Calibration calibration, double percentile) {
  if (sizes.empty()) return {};
  switch (calibration) {
    case Calibration::max:
      break;
    case Calibration::percentile:
      return {percentile_of(sizes, percentile) / max_level(format)};
    case Calibration::mse:
      return {least_error(sizes, format)};
    case Calibration::mean:
      return by_mean(sizes);
  }
  return {largest(sizes) / max_level(format)};
}

CalibratedStep calibrated_step(std::vector<double>& sizes, const WeightFormat& format,
                               Calibration calibration, double percentile) {
  CalibratedStep found;
  if (sizes.empty()) return found;
  if (calibration == Calibration::mean) {
    const Calibrated real = by_mean(sizes);
    found.threshold = real.threshold;
    found.exponent = static_cast<unsigned>(std::max(0.0, std::nearbyint(std::log2(real.scale))));
    return found;
  }
  if (calibration == Calibration::mse) {
    double least = squared_error(sizes, format, 1);
    for (unsigned k = 1; k <= kMostExponent; ++k) {
      const double error = squared_error(sizes, format, std::ldexp(1.0, static_cast<int>(k)));
      if (error >= least) continue;
      least = error;
      found.exponent = k;
    }
    return found;
  }
  const double clip =
      calibration == Calibration::max ? largest(sizes) : percentile_of(sizes, percentile);
  while (clips(format, std::ldexp(clip, -static_cast<int>(found.exponent)))) ++found.exponent;
  return found;
}

}  // namespace engram::workloads
