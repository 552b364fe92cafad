#pragma once

#include <string>
#include <vector>

#include "workloads/recordings/event_reader.hpp"

namespace engram::workloads {

enum class Packing : int { none = 0, lz4 = 1, zstd = 3 };

/// The payload of an event packet: a size and a flatbuffer.
std::string event_flatbuffer(const std::vector<RawEvent>& events);
/// A buffer with another identifier, as frames have.
std::string other_flatbuffer(const std::string& identifier, std::size_t bytes);

std::string packed(Packing packing, const std::string& payload);
/// Stream, size, payload.
std::string packet4(const std::string& payload);

/// Version and IOHeader; table_position -1: the writer did not finish.
std::string header4(int compression, std::int64_t table_position = -1,
                    const std::string& xml = "<dv></dv>");

/// A whole file, with a data table behind its packets.
std::string aedat4(Packing packing, const std::vector<std::vector<RawEvent>>& packets);

}  // namespace engram::workloads
