#pragma once

#include <cstdint>
#include <utility>

#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// (y, x): a size for both axes, or a list of two; `otherwise` where the key is missing.
inline std::pair<std::uint32_t, std::uint32_t> read_pair(
    const TypedReader& reader, const std::string& key,
    std::pair<std::uint32_t, std::uint32_t> otherwise) {
  if (!reader.has(key)) return otherwise;
  const JsonValue& value = reader.value(key);
  const auto whole = [](const JsonValue& one) { return static_cast<std::uint32_t>(one.integer); };
  if (value.type == JsonValue::Type::array) return {whole(value.items[0]), whole(value.items[1])};
  return {whole(value), whole(value)};
}

}  // namespace engram::sim
