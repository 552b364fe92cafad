#pragma once

#include "sim/config/config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// The "chip" object of a resolved run config.
ChipConfig typed_chip(const TypedReader& chip);

}  // namespace engram::sim
