#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace engram::energy {

/// A Liberty file that cannot be read or lacks what was asked of it. what() has one fault a line:
/// "file:line: what is wrong".
class LibertyFault : public std::runtime_error {
 public:
  explicit LibertyFault(std::vector<std::string> faults);
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  std::vector<std::string> faults_;
};

}  // namespace engram::energy
