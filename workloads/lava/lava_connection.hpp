#pragma once

#include "workloads/lava/lava_layer.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {

/// The synapses of a dense, conv or pool layer that reads a map of shape `in`. Throws NetworkFault:
/// weights that do not fit the map, a window that does not make the layer's shape.
Connection lava_connection(const LavaLayer& layer, const Shape& in);

}  // namespace engram::workloads
