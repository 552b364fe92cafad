#pragma once

#include <set>
#include <string>

#include "sim/config/schema.hpp"

namespace engram::sim {

/// Adds the pointer of every key below `schema` that holds no further keys: '*' stands for any
/// name, '0' for any entry.
inline void add_keys(const Schema& schema, const std::string& pointer,
                     std::set<std::string>& keys) {
  using Kind = Schema::Kind;
  const bool nested = schema.item != nullptr && schema.item->kind == Kind::object;
  if (schema.kind == Kind::object) {
    for (const SchemaField& field : schema.fields) {
      add_keys(*field.schema, pointer + "/" + field.name, keys);
    }
  } else if (nested) {
    add_keys(*schema.item, pointer + (schema.kind == Kind::map ? "/*" : "/0"), keys);
  } else {
    keys.insert(pointer);
  }
}

inline std::set<std::string> schema_keys(const Schema& schema) {
  std::set<std::string> keys;
  add_keys(schema, "", keys);
  return keys;
}

}  // namespace engram::sim
