#pragma once

namespace engram::sim {

inline constexpr int kOk = 0;
inline constexpr int kCheckFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kBadInput = 3;
inline constexpr int kSimulationError = 4;

/// Prints the exception that is being handled to standard error and returns its exit code:
/// a fault of what the user gave is kBadInput, everything else kSimulationError.
int exit_code_of_current_exception();

}  // namespace engram::sim
