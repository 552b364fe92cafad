#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"

/// Networks described by a few numbers, drawn from a seed (our own distributions, so that every
/// platform draws the same).
namespace engram::workloads {

/// Weights given one by one, or drawn. Only the fraction `density` of the positions is non-zero:
/// exactly round(density * positions) of them, chosen without replacement; the positions of a
/// convolution are its kernel's. A drawn weight is never 0 (a 0 is drawn again), and uniform_int
/// draws from the integers a..b without 0. Fan-in is the mean number of synapses that enter a
/// neuron: density times the inputs of the projection or, in a convolution, of a kernel; 1 in
/// one_to_one.
struct WeightDescription {
  enum class Kind {
    values,
    constant,
    uniform,
    normal,
    uniform_int,
    fan_in_uniform,  ///< uniform, deviation a / sqrt(fan-in) (LeCun et al. 1998 with a = 1)
    fan_in_normal    ///< normal, the same deviation
  } kind = Kind::constant;
  /// dense: (out, in); sparse: the same, zeros are not stored; one_to_one: one a neuron;
  /// conv2d: (out, in / groups, ky, kx)
  std::vector<float> values;
  /// constant: the value; uniform, uniform_int: lower end; normal: mean; fan_in: gain
  double a = 0;
  double b = 0;  ///< uniform: upper end (not included); uniform_int: upper end; normal: deviation
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
  WeightDescription weights;  ///< sparse, one_to_one: only drawn positions are stored
  /// conv2d
  std::uint32_t kernel_y = 1, kernel_x = 1, stride_y = 1, stride_x = 1, pad_y = 0, pad_x = 0,
                dilation_y = 1, dilation_x = 1, groups = 1;
};

struct NetworkDescription {
  std::vector<PopulationDescription> populations;
  std::vector<ProjectionDescription> projections;
};

/// Builds the network. Draws of a projection depend on (seed, its name) only, so adding a
/// projection changes no other. A convolution's target shape must be what its geometry gives.
/// Throws NetworkFault with all faults, one a line: names that repeat or are unknown, empty shapes,
/// densities outside 0..1, values that do not match the shape or are not finite, ranges without a
/// number, zero strides, and whatever Network::connect refuses. Drawn weights of a dense projection
/// of at least `parts_from` are not there (weight_source.hpp).
Network generate(const NetworkDescription& description, std::uint64_t seed,
                 std::uint64_t parts_from = kNoProjection);

}  // namespace engram::workloads
