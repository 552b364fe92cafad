#pragma once

#include <vector>

#include "memory/controllers/column_reader.hpp"
#include "memory/controllers/row_reader.hpp"
#include "memory/memory_image.hpp"

namespace engram::schaefer2020 {

/// Where the weights of a dense image lie, found in its regions once: updates move none of them.
/// A pass of that study goes through rows or columns in order and keeps its place, so the way to a
/// row costs nothing but what the controllers count.
struct DensePlaces {
  explicit DensePlaces(const MemoryImage& image);
  std::vector<std::vector<WeightPlace>> rows;     ///< ascending by target
  std::vector<std::vector<WeightPlace>> columns;  ///< ascending by row
};

}  // namespace engram::schaefer2020
