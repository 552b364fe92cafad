#pragma once

#include <sstream>
#include <string>

namespace engram::workloads {

/// A number as a message shows it: at most that many digits, none of them needless.
inline std::string number_text(double value, int digits = 6) {
  std::ostringstream text;
  text.precision(digits);
  text << value;
  return text.str();
}

}  // namespace engram::workloads
