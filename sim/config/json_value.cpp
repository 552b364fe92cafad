#include "sim/config/json_value.hpp"

#include "sim/config/json_writer.hpp"

namespace engram::sim {

JsonValue::JsonValue() = default;
JsonValue::JsonValue(const JsonValue&) = default;
JsonValue::JsonValue(JsonValue&&) noexcept = default;
JsonValue& JsonValue::operator=(const JsonValue&) = default;
JsonValue& JsonValue::operator=(JsonValue&&) noexcept = default;
JsonValue::~JsonValue() = default;

const JsonValue* JsonValue::find(const std::string& key) const {
  for (const auto& [name, value] : members) {
    if (name == key) return &value;
  }
  return nullptr;
}

JsonValue* JsonValue::find(const std::string& key) {
  return const_cast<JsonValue*>(std::as_const(*this).find(key));
}

const JsonValue* JsonValue::at(const std::string& pointer) const {
  const JsonValue* value = this;
  for (const std::string& token : pointer_tokens(pointer)) {
    if (value->type == Type::array) {
      if (token.empty() || token.find_first_not_of("0123456789") != std::string::npos ||
          token.size() > 9 || std::stoul(token) >= value->items.size()) {
        return nullptr;
      }
      value = &value->items[std::stoul(token)];
    } else {
      value = value->find(token);
    }
    if (value == nullptr) return nullptr;
  }
  return value;
}

std::string what_it_is(const JsonValue& value) {
  switch (value.type) {
    case JsonValue::Type::null:
      return "null";
    case JsonValue::Type::boolean:
      return value.flag ? "true" : "false";
    case JsonValue::Type::integer:
    case JsonValue::Type::number:
      return "the number " + value.text;
    case JsonValue::Type::string:
      return "the text " + json_quoted(value.text.substr(0, 60));
    case JsonValue::Type::array:
      return "a list of " + std::to_string(value.items.size());
    case JsonValue::Type::object:
      return "an object";
  }
  return "";
}

JsonValue json_string(std::string text) {
  JsonValue value;
  value.type = JsonValue::Type::string;
  value.text = std::move(text);
  return value;
}

JsonValue json_integer(std::int64_t integer) {
  JsonValue value;
  value.type = JsonValue::Type::integer;
  value.integer = integer;
  value.number = static_cast<double>(integer);
  value.text = std::to_string(integer);
  return value;
}

JsonValue json_number(double number) {
  JsonValue value;
  value.type = JsonValue::Type::number;
  value.number = number;
  value.text = shortest(number);
  return value;
}

JsonValue json_boolean(bool flag) {
  JsonValue value;
  value.type = JsonValue::Type::boolean;
  value.flag = flag;
  return value;
}

JsonValue json_object() {
  JsonValue value;
  value.type = JsonValue::Type::object;
  return value;
}

JsonValue json_array(std::vector<JsonValue> items) {
  JsonValue value;
  value.type = JsonValue::Type::array;
  value.items = std::move(items);
  return value;
}

std::string child_pointer(const std::string& pointer, const std::string& token) {
  std::string escaped = pointer + "/";
  for (const char c : token) {
    if (c == '~')
      escaped += "~0";
    else if (c == '/')
      escaped += "~1";
    else
      escaped += c;
  }
  return escaped;
}

std::vector<std::string> pointer_tokens(const std::string& pointer) {
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < pointer.size(); ++at) {
    const char c = pointer[at];
    if (c == '/') {
      tokens.emplace_back();
    } else if (tokens.empty()) {
      return {pointer};  // no leading slash: callers report it
    } else if (c == '~' && at + 1 < pointer.size()) {
      tokens.back() += pointer[++at] == '1' ? '/' : '~';
    } else {
      tokens.back() += c;
    }
  }
  return tokens;
}

}  // namespace engram::sim
