#pragma once

#include <cstdint>
#include <vector>

#include "workloads/tasks/task.hpp"

namespace engram::workloads {

/// Images of one split, cropped and downsampled, with their classes.
struct ImageSet {
  std::vector<std::vector<double>> values;  ///< of each image, C order of the shape
  std::vector<std::uint32_t> labels;
  std::uint64_t first = 0;  ///< number in the file of the first one
};

struct ImageSets {
  Shape shape;  ///< of an image afterwards
  ImageSet train, test;
};

/// Reads what the options name. Throws FileFault (see make_images).
ImageSets read_images(const ImageTaskOptions& options);

/// What is left of a map: the crop of it, then means of n x n pixels. Throws std::invalid_argument
/// where the crop lies outside or n does not divide what it left.
Shape scaled_shape(const Shape& map, const std::optional<Crop>& crop, std::uint32_t downsample);
std::vector<double> scaled(const std::vector<double>& values, const Shape& map,
                           const std::optional<Crop>& crop, std::uint32_t downsample);

}  // namespace engram::workloads
