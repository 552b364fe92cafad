#pragma once

#include <cstdint>

#include "hw/learning/learning_spec.hpp"

namespace engram::hw {

/// Stands in for the derivative of a spike with respect to the membrane, as an integer of 2^bits.
class SurrogateDerivative {
 public:
  explicit SurrogateDerivative(const LearningSpec& spec)
      : kind_(spec.surrogate),
        width_(spec.surrogate_width),
        one_(std::int64_t{1} << spec.surrogate_bits) {}
  /// `distance`: membrane - threshold at the comparison; not a number where none was made (a
  /// refractory step), which gives 0.
  ///   boxcar: one() where |distance| <= width |threshold|, else 0
  ///   triangle: floor(one() max(0, 1 - |distance| / (width |threshold|)))
  std::int64_t at(double distance, double threshold) const;
  std::int64_t one() const { return one_; }  ///< of neurons that do not spike

 private:
  Surrogate kind_;
  double width_;
  std::int64_t one_;
};

}  // namespace engram::hw
