#pragma once

#include <cstdint>
#include <string>

#include "workloads/network/network.hpp"

namespace engram::workloads {

/// A small network of everything that mapping meets: dense, sparse and convolutional projections,
/// pooling with overlapping windows, two projections onto one population, self loops, stored zeros,
/// float32 or quantized weights.
Network random_network(std::uint64_t seed);

/// Adds a population of the given shape and, if `input`, of the model that events enter.
PopulationId add_population(Network& network, const std::string& name, const Shape& shape,
                            bool input = false);

/// One population of `neurons`, fed by as many inputs, with one dense projection "d" of ones.
Network dense_network(std::uint32_t inputs, std::uint32_t neurons);

}  // namespace engram::workloads
