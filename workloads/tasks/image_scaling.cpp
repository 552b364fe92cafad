#include <stdexcept>
#include <string>

#include "workloads/tasks/image_file.hpp"

namespace engram::workloads {
namespace {

Crop whole(const Shape& map) {
  return {0, 0, map.width, map.height};
}

}  // namespace

Shape scaled_shape(const Shape& map, const std::optional<Crop>& crop, std::uint32_t downsample) {
  const Crop kept = crop.value_or(whole(map));
  if (std::uint64_t{kept.x} + kept.width > map.width ||
      std::uint64_t{kept.y} + kept.height > map.height) {
    throw std::invalid_argument("a crop of " + std::to_string(kept.width) + " x " +
                                std::to_string(kept.height) + " at (" + std::to_string(kept.x) +
                                ", " + std::to_string(kept.y) + ") does not lie in an image of " +
                                std::to_string(map.width) + " x " + std::to_string(map.height));
  }
  if (downsample == 0 || kept.width % downsample != 0 || kept.height % downsample != 0) {
    throw std::invalid_argument("downsample " + std::to_string(downsample) +
                                " does not divide an image of " + std::to_string(kept.width) +
                                " x " + std::to_string(kept.height));
  }
  return {map.channels, kept.height / downsample, kept.width / downsample};
}

std::vector<double> scaled(const std::vector<double>& values, const Shape& map,
                           const std::optional<Crop>& crop, std::uint32_t downsample) {
  const Shape shape = scaled_shape(map, crop, downsample);
  if (shape == map) return values;
  const Crop kept = crop.value_or(whole(map));
  std::vector<double> result;
  result.reserve(shape.size());
  for (std::uint32_t c = 0; c < shape.channels; ++c) {
    for (std::uint32_t y = 0; y < shape.height; ++y) {
      for (std::uint32_t x = 0; x < shape.width; ++x) {
        double sum = 0;
        for (std::uint32_t n = 0; n < downsample * downsample; ++n) {
          const std::size_t row =
              std::size_t{c} * map.height + kept.y + y * downsample + n / downsample;
          sum += values[row * map.width + kept.x + x * downsample + n % downsample];
        }
        result.push_back(sum / (static_cast<double>(downsample) * downsample));
      }
    }
  }
  return result;
}

}  // namespace engram::workloads
