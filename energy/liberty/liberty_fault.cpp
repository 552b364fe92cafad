#include "energy/liberty/liberty_fault.hpp"

namespace engram::energy {
namespace {

std::string one_a_line(const std::vector<std::string>& faults) {
  std::string text;
  for (const std::string& fault : faults) text += (text.empty() ? "" : "\n") + fault;
  return text;
}

}  // namespace

LibertyFault::LibertyFault(std::vector<std::string> faults)
    : std::runtime_error(one_a_line(faults)), faults_(std::move(faults)) {}

}  // namespace engram::energy
