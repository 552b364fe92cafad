#include "hw/learning/surrogate.hpp"

#include <algorithm>
#include <cmath>

namespace engram::hw {

std::int64_t SurrogateDerivative::at(double distance, double threshold) const {
  if (std::isnan(distance)) return 0;
  const double width = width_ * std::abs(threshold);
  const double away = std::abs(distance);
  if (kind_ == Surrogate::boxcar) return away <= width ? one_ : 0;
  const double height = std::max(0.0, 1.0 - away / width);
  return static_cast<std::int64_t>(std::floor(static_cast<double>(one_) * height));
}

}  // namespace engram::hw
