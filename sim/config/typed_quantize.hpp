#pragma once

#include "sim/config/config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// "compression": {"quantize": ...}; `seed` is the run's. Keys that would not be read are faults.
std::optional<QuantizeConfig> typed_quantize(const TypedReader& compression, std::uint64_t seed);

}  // namespace engram::sim
