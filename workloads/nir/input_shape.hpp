#pragma once

#include <string>

#include "workloads/nir/nir_graph.hpp"

namespace engram::workloads {

/// Which reading of an Input's shape its graph asks for (NirInput::shapes): the first that suits
/// every node it feeds, directly or through scales, delays, flattening and ports. A neuron node
/// whose parameters have dimensions wants its own size; scalars, and a single parameter where no
/// reading has one neuron, suit any. Where none suits, the first reading, so that the node at fault
/// is named later.
Shape input_shape_of(const NirGraph& graph, const std::string& name, const NirInput& input);

}  // namespace engram::workloads
