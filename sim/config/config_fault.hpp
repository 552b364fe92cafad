#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace engram::sim {

/// One thing wrong in a file a user gave.
struct Fault {
  std::string file;
  int line = 0;         ///< 0: the file as a whole
  std::string pointer;  ///< JSON pointer (RFC 6901); empty: the file as a whole
  std::string message;
  /// file:line: /pointer: message
  std::string text() const;
};

/// All faults found at once; what() has one a line.
class ConfigFault : public std::runtime_error {
 public:
  explicit ConfigFault(std::vector<Fault> faults);
  const std::vector<Fault>& faults() const { return faults_; }

 private:
  std::vector<Fault> faults_;
};

/// "; did you mean 'x'?" for the closest candidate, empty when none is near.
std::string suggestion(const std::string& given, const std::vector<std::string>& candidates);

}  // namespace engram::sim
