#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "workloads/mapping/mapping.hpp"

namespace engram::workloads {

/// The images of one slice, or why there are none.
struct SliceAttempt {
  std::uint32_t count = 0;  ///< neurons of the slice
  bool fits = false;
  std::uint64_t bits = 0;           ///< of all images; a lower bound where it does not fit
  std::vector<PlacedImage> images;  ///< empty where it does not fit; PlacedImage::slice is not set
};

/// Finds how many neurons of one population go on a core by encoding its images: what counts are
/// the words of the real images, never an estimate.
class SliceSearch {
 public:
  /// All must outlive the search.
  SliceSearch(const Network& network, PopulationId population,
              const std::function<EncodingChoice(std::uint32_t)>& choice, SliceMatrices& matrices);

  /// The longest slice from `first` of at most `limit` >= 1 neurons in `available` bits (count 0:
  /// not even one neuron). Tries `guess` neurons first; the result does not depend on it. A longer
  /// slice never takes fewer bits, so bracketing is exact; the steps inside the bracket
  /// interpolate.
  SliceAttempt longest(std::uint32_t first, std::uint32_t limit, std::uint64_t available,
                       std::uint32_t guess) const;

  /// Bits that the images of one neuron take.
  std::uint64_t bits_of_one(std::uint32_t neuron) const;

 private:
  struct Incoming {
    std::uint32_t index = 0;
    const Projection* projection = nullptr;
    EncodingChoice choice;
  };

  SliceAttempt attempt(std::uint32_t first, std::uint32_t count, std::uint64_t available) const;

  std::vector<Incoming> incoming_;
  SliceMatrices& matrices_;
};

}  // namespace engram::workloads
