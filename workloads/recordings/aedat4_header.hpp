#pragma once

#include <optional>

#include "workloads/files/byte_source.hpp"
#include "workloads/recordings/event_reader.hpp"

namespace engram::workloads {

/// The beginning of an AEDAT 4.0 file (iniVation, dv-processing): version line and IOHeader.
struct Aedat4Header {
  std::uint32_t compression = 0;              ///< see make_unpacker
  std::optional<std::uint64_t> table_offset;  ///< where the packets end, if the writer finished
  SensorSize sensor;                          ///< of the first event stream
};

/// Leaves `source` at the first packet. FileFault with byte offset: another format, an IOHeader of
/// more than 16 MiB or one that is damaged, a table that does not lie behind the header.
Aedat4Header read_aedat4_header(ByteSource& source);

}  // namespace engram::workloads
