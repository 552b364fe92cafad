#pragma once

#include <functional>
#include <string>

namespace engram::sim {

/// Runs `stage`; a user's fault, of whatever folder, is appended to `faults` (one a line) and false
/// returned. Anything else passes.
bool attempt(std::string& faults, const std::function<void()>& stage);

}  // namespace engram::sim
