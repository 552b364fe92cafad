#pragma once

#include <string_view>

#include "workloads/recordings/event_reader.hpp"

namespace engram::workloads {

/// Pixels of the sensor that a text names (a jAER class, a source line of cAER), letter case
/// aside; 0 x 0 where it names none that is known.
SensorSize sensor_of_chip(std::string_view text);

/// Whether `text` has `word` in it, letter case aside; `word` is lower case.
bool names(std::string_view text, std::string_view word);

}  // namespace engram::workloads
