#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/run/process_pool.hpp"

namespace engram::sim {

/// Runs each `work` in a process of its own, as many at once as the machine has processors (8 at
/// most), and returns the results in the order of `works`: SystemC elaborates once a process, so
/// whoever needs several chips needs several processes. Call it before this process touches
/// SystemC. An exception other than InputFault in a child is thrown again here, as
/// std::runtime_error with the same text, after all have ended.
std::vector<ProcessResult> run_in_processes(const std::vector<std::function<std::string()>>& works);

/// The texts alone; the first InputFault, in order, is thrown again here as InputFault.
std::vector<std::string> texts_of_processes(const std::vector<std::function<std::string()>>& works);

/// The same of one work.
std::string run_in_process(const std::function<std::string()>& work);

}  // namespace engram::sim
