#pragma once

#include <optional>

#include "tests/differential/random_neuron.hpp"

namespace engram::differential {

/// A projection from a population of shape `source`, still without a name; all kinds of
/// connection, with or without pooling. Into a population of shape `target`, or into one of its
/// own choice: the result's second.
std::pair<workloads::Projection, workloads::Shape> random_projection(
    const Draw& draw, const Manner& manner, const workloads::Shape& source,
    const std::optional<workloads::Shape>& target);

}  // namespace engram::differential
