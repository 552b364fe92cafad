#pragma once

#include "sim/config/config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// The "chip" object of a resolved run config; of one that is not sound only faults can be had.
ChipConfig typed_chip(const TypedReader& chip);

/// The "dram" object of a resolved config, of either chip.
hw::DramSpec typed_dram(const TypedReader& dram);

}  // namespace engram::sim
