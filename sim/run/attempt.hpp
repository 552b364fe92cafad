#pragma once

#include <functional>
#include <string>

namespace engram::sim {

/// Runs `stage`; a user's fault (of config, file, network, mapping, encoding or topology) is
/// appended to `faults` and false returned. Anything else passes.
bool attempt(std::string& faults, const std::function<void()>& stage);

}  // namespace engram::sim
