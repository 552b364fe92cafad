#pragma once

#include <string>
#include <vector>

namespace engram::workloads {

/// Throws NetworkFault with one fault a line; does nothing when there are none.
void raise(const std::vector<std::string>& faults);

}  // namespace engram::workloads
