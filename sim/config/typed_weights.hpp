#pragma once

#include "sim/config/typed_reader.hpp"
#include "workloads/network/generate.hpp"

namespace engram::sim {

/// A list of numbers.
std::vector<double> read_numbers(const JsonValue& list);

/// The "weights" object of a projection: values, or a distribution and what it needs.
workloads::WeightDescription read_weights(const TypedReader& weights);

}  // namespace engram::sim
