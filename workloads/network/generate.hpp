#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workloads/network/network.hpp"

/// Networks described by a few numbers, drawn from a seed (our own distributions, so that every
/// platform draws the same).
namespace engram::workloads {

/// Weights given one by one, or drawn. Only the fraction `density` of the positions is non-zero
/// (exactly round(density * positions), chosen without replacement).
struct WeightDescription {
  enum class Kind { values, constant, uniform, normal, uniform_int } kind = Kind::constant;
  std::vector<float> values;  ///< dense: (out, in); conv2d: (out, in / groups, ky, kx)
  double
      a = 0,
      b = 0;  ///< constant a; uniform [a, b); normal mean a, deviation b; integers a..b without 0
  double density = 1.0;
};

struct PopulationDescription {
  std::string name;
  Shape shape;
  NeuronStep step;
  bool output = false;
};

struct ProjectionDescription {
  std::string name, source, target;
  std::uint32_t delay = 0;
  std::vector<Pool> pools;  ///< applied to the source's shape, in order
  enum class Kind { dense, sparse, conv2d, one_to_one } kind = Kind::dense;
  WeightDescription weights;  ///< sparse: drawn positions only are stored
  /// conv2d
  std::uint32_t kernel_y = 1, kernel_x = 1, stride_y = 1, stride_x = 1, pad_y = 0, pad_x = 0,
                dilation_y = 1, dilation_x = 1, groups = 1;
};

struct NetworkDescription {
  std::vector<PopulationDescription> populations;
  std::vector<ProjectionDescription> projections;
};

/// Builds the network. Draws of projection k depend on (seed, k's name) only, so adding a
/// projection changes no other. Throws NetworkFault with all faults, one a line.
Network generate(const NetworkDescription& description, std::uint64_t seed);

}  // namespace engram::workloads
