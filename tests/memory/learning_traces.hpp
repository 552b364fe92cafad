#pragma once

#include "memory/memory_image.hpp"

/// To be called inside a RapidCheck property.
namespace engram::learning_traces {

/// That the sequences of words of every column, update, row update and kernel sweep hold as many
/// words as are counted, each inside its region, each at the first synapse that needs it or behind
/// the last one that changes it. Updates write the codes that are there.
void require_traces(MemoryImage& image);

}  // namespace engram::learning_traces
