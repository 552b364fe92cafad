#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/network/generate.hpp"
#include "workloads/network/random.hpp"

/// Drawing the weights of a WeightDescription.
namespace engram::workloads {

/// What is wrong with a description whose projection has `positions` places, one fault an entry.
std::vector<std::string> weight_faults(const WeightDescription& description,
                                       std::uint64_t positions);

/// Exactly round(density * positions) places, ascending, without replacement.
/// Precondition: 0 <= density <= 1.
std::vector<std::uint64_t> draw_positions(std::uint64_t positions, double density,
                                          RandomStream& stream);

/// The description with a spread that follows the fan-in turned into the distribution that it is
/// for `fan_in` inputs a neuron. Precondition: no weight_faults().
WeightDescription with_fan_in(WeightDescription description, double fan_in);

/// One weight, never 0. Precondition: no weight_faults(), kind not `values`, fan-in resolved.
float draw_weight(const WeightDescription& description, RandomStream& stream);

}  // namespace engram::workloads
