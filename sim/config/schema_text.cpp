#include <cmath>

#include "sim/config/json_text.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/config/schema.hpp"

namespace engram::sim {
namespace {

const char* type_name(const Schema& schema) {
  switch (schema.kind) {
    case Schema::Kind::object:
    case Schema::Kind::map:
      return "object";
    case Schema::Kind::list:
      return "array";
    case Schema::Kind::integer:
      return "integer";
    case Schema::Kind::number:
      return "number";
    case Schema::Kind::boolean:
      return "boolean";
    case Schema::Kind::text:
    case Schema::Kind::path:
    case Schema::Kind::choice:
    case Schema::Kind::any_of:
      break;
  }
  return "string";
}

void write_members(const Schema& schema, JsonWriter& json);

void write_schema(const Schema& schema, JsonWriter& json) {
  json.open_object();
  write_members(schema, json);
  json.close();
}

void write_object_members(const Schema& schema, JsonWriter& json) {
  json.key("additionalProperties").value(false);
  json.key("required").open_array();
  for (const SchemaField& field : schema.fields) {
    if (field.presence == SchemaField::Presence::required) json.value(field.name);
  }
  json.close();
  json.key("properties").open_object();
  for (const SchemaField& field : schema.fields) {
    json.key(field.name);
    write_schema(*field.schema, json);
  }
  json.close();
}

void write_members(const Schema& schema, JsonWriter& json) {
  const std::string unit = schema.unit.empty() ? "" : "(" + schema.unit + ")";
  const std::string space = schema.doc.empty() || unit.empty() ? "" : " ";
  const std::string words = schema.doc + space + unit;
  if (!words.empty()) json.key("description").value(words);
  if (schema.kind == Schema::Kind::any_of) {
    json.key("anyOf").open_array();
    for (const SchemaPtr& alternative : schema.alternatives) write_schema(*alternative, json);
    json.close();
  } else {
    json.key("type").value(type_name(schema));
  }
  if (schema.fallback) {
    json.key("default");
    write_json(*schema.fallback, json);
  }
  if (!schema.choices.empty()) {
    json.key("enum").open_array();
    for (const std::string& one : schema.choices) json.value(one);
    json.close();
  }
  if (std::isfinite(schema.low)) {
    json.key(schema.above_low ? "exclusiveMinimum" : "minimum").value(schema.low);
  }
  if (std::isfinite(schema.high)) json.key("maximum").value(schema.high);
  if (schema.kind == Schema::Kind::object) write_object_members(schema, json);
  if (schema.kind == Schema::Kind::map) {
    json.key("additionalProperties");
    write_schema(*schema.item, json);
  }
  if (schema.kind == Schema::Kind::list) {
    json.key("items");
    write_schema(*schema.item, json);
    if (schema.least > 0) json.key("minItems").value(std::uint64_t{schema.least});
    if (schema.most < 1000000) json.key("maxItems").value(std::uint64_t{schema.most});
  }
}

}  // namespace

std::string schema_text(const Schema& schema, const std::string& title) {
  JsonWriter json;
  json.open_object();
  json.key("$schema").value("https://json-schema.org/draft/2020-12/schema");
  json.key("title").value(title);
  write_members(schema, json);
  json.close();
  return json.text();
}

}  // namespace engram::sim
