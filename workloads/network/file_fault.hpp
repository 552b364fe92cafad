#pragma once

#include <stdexcept>

namespace engram::workloads {

/// A file that a user named and that cannot be read, breaks its format, or asks for what Engram has
/// not. what() has one fault a line: "file: place: what is wrong (found ..., expected ...)", the
/// place a byte offset, a line or a path inside the file.
class FileFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace engram::workloads
