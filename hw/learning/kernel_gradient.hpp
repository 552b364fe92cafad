#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "hw/learning/learning_arithmetic.hpp"
#include "hw/learning/learning_image.hpp"

namespace engram::hw {

/// The gradients of a shared kernel in one timestep, one sum a stored weight: what was gathered
/// here, and what came from other copies of the kernel.
class KernelGradient {
 public:
  /// `image` must outlive it. Empty where it shares no kernel.
  explicit KernelGradient(const LearningImage& image) {
    if (!image.shared()) return;
    own_.assign(image.weights(), 0);
    received_.assign(image.weights(), 0);
    for (std::uint32_t weight = 0; weight < image.weights(); ++weight) {
      const std::uint32_t entry = image.kernel_entry(weight);
      if (weight_of_.size() <= entry) weight_of_.resize(entry + 1);
      weight_of_[entry] = weight;
    }
  }
  std::size_t weights() const { return own_.size(); }
  void add(std::uint32_t weight, std::int64_t gradient) {
    own_[weight] = add_checked(own_[weight], gradient);
  }
  /// From another copy. Precondition: this one holds the entry.
  void receive(std::uint32_t entry, std::int64_t gradient) {
    std::int64_t& sum = received_[weight_of_[entry]];
    sum = add_checked(sum, gradient);
  }
  std::int64_t own(std::uint32_t weight) const { return own_[weight]; }
  std::int64_t total(std::uint32_t weight) const {
    return add_checked(own_[weight], received_[weight]);
  }
  void clear() {
    std::fill(own_.begin(), own_.end(), 0);
    std::fill(received_.begin(), received_.end(), 0);
  }

 private:
  std::vector<std::int64_t> own_, received_;  ///< by weight of the image
  std::vector<std::uint32_t> weight_of_;      ///< by entry of the projection's kernel
};

}  // namespace engram::hw
