#pragma once

#include "sim/config/input_config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// The "workload/input" object of a resolved run config; of one that is not sound only faults can
/// be had. `dense`: /workload/activity is "dense", which is the input already.
InputConfig typed_input(const TypedReader& input, bool dense);

}  // namespace engram::sim
