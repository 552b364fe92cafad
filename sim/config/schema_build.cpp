#include "sim/config/schema.hpp"

namespace engram::sim {
namespace {

std::shared_ptr<Schema> make(Schema::Kind kind, std::string doc) {
  auto schema = std::make_shared<Schema>();
  schema->kind = kind;
  schema->doc = std::move(doc);
  return schema;
}

}  // namespace

SchemaPtr object(std::string doc, std::vector<SchemaField> fields) {
  auto schema = make(Schema::Kind::object, std::move(doc));
  schema->fields = std::move(fields);
  return schema;
}

SchemaPtr map_of(std::string doc, SchemaPtr item) {
  auto schema = make(Schema::Kind::map, std::move(doc));
  schema->item = std::move(item);
  return schema;
}

SchemaPtr list_of(std::string doc, SchemaPtr item, std::size_t least, std::size_t most) {
  auto schema = make(Schema::Kind::list, std::move(doc));
  schema->item = std::move(item);
  schema->least = least;
  schema->most = most;
  return schema;
}

SchemaPtr text(std::string doc, std::optional<std::string> fallback) {
  auto schema = make(Schema::Kind::text, std::move(doc));
  if (fallback) schema->fallback = json_string(*fallback);
  return schema;
}

SchemaPtr choice(std::string doc, std::vector<std::string> choices,
                 std::optional<std::string> fallback) {
  auto schema = make(Schema::Kind::choice, std::move(doc));
  schema->choices = std::move(choices);
  if (fallback) schema->fallback = json_string(*fallback);
  return schema;
}

SchemaPtr path(std::string doc) {
  return make(Schema::Kind::path, std::move(doc));
}

SchemaPtr integer(std::string doc, double low, double high, std::string unit,
                  std::optional<std::int64_t> fallback) {
  auto schema = make(Schema::Kind::integer, std::move(doc));
  schema->low = low;
  schema->high = high;
  schema->unit = std::move(unit);
  if (fallback) schema->fallback = json_integer(*fallback);
  return schema;
}

SchemaPtr number(std::string doc, double low, double high, bool above_low, std::string unit,
                 std::optional<double> fallback) {
  auto schema = make(Schema::Kind::number, std::move(doc));
  schema->low = low;
  schema->high = high;
  schema->above_low = above_low;
  schema->unit = std::move(unit);
  if (fallback) schema->fallback = json_number(*fallback);
  return schema;
}

SchemaPtr boolean(std::string doc, std::optional<bool> fallback) {
  auto schema = make(Schema::Kind::boolean, std::move(doc));
  if (fallback) schema->fallback = json_boolean(*fallback);
  return schema;
}

SchemaPtr any_of(std::string doc, std::vector<SchemaPtr> alternatives) {
  auto schema = make(Schema::Kind::any_of, std::move(doc));
  schema->alternatives = std::move(alternatives);
  return schema;
}

SchemaPtr with_default(SchemaPtr schema, JsonValue fallback) {
  auto copy = std::make_shared<Schema>(*schema);
  copy->fallback = std::move(fallback);
  return copy;
}

SchemaField required(std::string name, SchemaPtr schema) {
  return {std::move(name), std::move(schema), SchemaField::Presence::required};
}
SchemaField filled(std::string name, SchemaPtr schema) {
  return {std::move(name), std::move(schema), SchemaField::Presence::filled};
}
SchemaField optional(std::string name, SchemaPtr schema) {
  return {std::move(name), std::move(schema), SchemaField::Presence::optional};
}

}  // namespace engram::sim
