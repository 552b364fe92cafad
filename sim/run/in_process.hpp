#pragma once

#include <functional>
#include <string>

namespace engram::sim {

/// Runs `work` in a process of its own and returns its text: SystemC elaborates once a process, so
/// whoever needs several chips needs several processes. Call it before this process touches
/// SystemC. An InputFault in the child is thrown again here as InputFault, anything else as
/// std::runtime_error, with the same text.
std::string run_in_process(const std::function<std::string()>& work);

}  // namespace engram::sim
