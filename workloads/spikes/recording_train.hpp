#pragma once

#include <functional>
#include <memory>
#include <string>

#include "workloads/network/projection.hpp"
#include "workloads/recordings/event_reader.hpp"
#include "workloads/spikes/event_options.hpp"
#include "workloads/spikes/spike_train.hpp"

/// From a recording to the input of one sample.
namespace engram::workloads {

/// Opens the recording at its beginning; called twice where the origin is the first event.
using OpenRecording = std::function<std::unique_ptr<EventReader>()>;

/// Reads a recording of any size, a block at a time, into a train for a population of `shape`
/// (train_builder.hpp says how events address it). `name` stands in messages and names the train.
/// Throws FileFault: what the reader and TrainBuilder refuse, and a recording of which no event is
/// used because all of them lie outside the window or after the last timestep.
SpikeTrain recording_train(const OpenRecording& open, const Shape& shape,
                           const EventOptions& events, const BinningOptions& binning,
                           const std::string& name);

}  // namespace engram::workloads
