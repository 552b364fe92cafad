#pragma once

namespace engram::sim {

/// Version of the program, as in the top CMakeLists.txt.
inline constexpr const char* kVersion = "0.1.0";

}  // namespace engram::sim
