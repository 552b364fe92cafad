#pragma once

#include "sim/config/typed_reader.hpp"
#include "workloads/network/generate.hpp"

namespace engram::sim {

/// One entry of "projections".
workloads::ProjectionDescription read_projection(const TypedReader& projection);

/// A fault where weights given one by one are not as many as the shapes ask for. Shapes that do not
/// fit together are left to workloads::generate, which says so.
void check_weight_count(const TypedReader& projection,
                        const workloads::ProjectionDescription& description,
                        const workloads::Shape& source, const workloads::Shape& target);

}  // namespace engram::sim
