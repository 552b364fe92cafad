#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/recordings/event_reader.hpp"

namespace engram::workloads {

/// Numbers as bytes.
std::string little(std::uint64_t value, unsigned bytes);
std::string big(std::uint64_t value, unsigned bytes);

/// Everything that `format` reads from a file of these bytes. Every block keeps its contract.
std::vector<RawEvent> events_in(const std::string& format, const std::string& bytes);

/// What is wrong with the file, its path as "F"; "accepted" where nothing is.
std::string fault_in(const std::string& format, const std::string& bytes);

/// What the file says of its sensor, "width x height".
std::string sensor_in(const std::string& format, const std::string& bytes);

/// A version 1 .npy file.
std::string npy(const std::string& descr, const std::string& shape, const std::string& data,
                bool fortran_order = false);

}  // namespace engram::workloads
