#include "workloads/compress/fault_list.hpp"

#include "workloads/network/network.hpp"

namespace engram::workloads {

void raise(const std::vector<std::string>& faults) {
  if (faults.empty()) return;
  std::string text;
  for (const std::string& fault : faults) text += (text.empty() ? "" : "\n") + fault;
  throw NetworkFault(text);
}

}  // namespace engram::workloads
