#pragma once

#include <cstdlib>
#include <string>

namespace engram::differential {

/// Sets the number of cases of the properties that follow, unless the caller's RC_PARAMS does.
inline void draw_cases(unsigned number) {
  const char* given = std::getenv("RC_PARAMS");
  std::string parameters = given == nullptr ? "" : given;
  if (parameters.find("max_success") != std::string::npos) return;
  parameters += " max_success=" + std::to_string(number);
  ::setenv("RC_PARAMS", parameters.c_str(), 1);
}

}  // namespace engram::differential
