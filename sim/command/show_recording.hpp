#pragma once

#include <string>

namespace engram::sim {

/// Whether `engram show` takes `file` for a recording: by the extension of a recording format, or
/// because it is there and begins like no JSON.
bool is_recording(const std::string& file);

/// Prints what a recording holds; format: a name of workloads::recording_formats(), or "auto".
/// Throws workloads::FileFault.
void show_recording(const std::string& file, const std::string& format);

}  // namespace engram::sim
