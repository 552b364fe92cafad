#pragma once

#include <string>

namespace engram::sim {

/// A UUID of bytes (RFC 4122, version 5: SHA-1 in the namespace of object identifiers).
std::string digest_of(const std::string& bytes);

}  // namespace engram::sim
