#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "sim/config/json_value.hpp"

namespace engram::sim {

inline constexpr int kJsonDepth = 64;                       ///< objects and lists inside each other
inline constexpr std::uintmax_t kJsonBytes = 256ULL << 20;  ///< largest file read

/// Reads a JSON file. Throws ConfigFault: no regular file, unreadable or too large, a byte order
/// mark, a syntax error (the first), nesting beyond kJsonDepth, or the same key twice in an object
/// (all of them, with both lines).
JsonValue read_json(const std::filesystem::path& file);

/// Parses `text`, which stands in `source`. Throws as read_json.
JsonValue parse_json(const std::string& text, std::shared_ptr<const Source> source);

}  // namespace engram::sim
