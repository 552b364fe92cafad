#pragma once

#include "sim/config/input_config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// The "workload/input" object of a resolved run config; of one that is not sound only faults can
/// be had. `dense`: /workload/activity is "dense", which is the input already.
InputConfig typed_input(const TypedReader& input, bool dense);

/// Of a sound object that has them: the format, and the steps that events go through.
void read_event_steps(const TypedReader& events, InputConfig& config);
EncoderConfig read_encoder(const TypedReader& encoder);
workloads::Crop read_crop(const TypedReader& crop);

}  // namespace engram::sim
