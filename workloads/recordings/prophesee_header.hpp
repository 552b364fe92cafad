#pragma once

#include <string>
#include <string_view>

#include "workloads/files/byte_source.hpp"
#include "workloads/recordings/event_reader.hpp"

namespace engram::workloads {

/// The lines of '%' before the data of Prophesee's files (DAT, EVT2, EVT3), old and new spellings.
struct PropheseeHeader {
  std::string events;   ///< "EVT2", "EVT21", "EVT3", ...; empty where it names none
  std::string version;  ///< of a DAT file; empty where it names none
  SensorSize sensor;
};

/// Takes one line into account. True at "% end", the last.
bool read_prophesee_line(std::string_view line, PropheseeHeader& header);

/// Leaves `source` at the data.
PropheseeHeader read_prophesee_header(ByteSource& source);

/// Of the beginning of a file.
PropheseeHeader read_prophesee_header(std::string_view head);

}  // namespace engram::workloads
