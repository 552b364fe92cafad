#include "sim/study/axis_values.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "sim/config/json_writer.hpp"

namespace engram::sim {
namespace {

constexpr double kMostValues = 100000;  ///< of a range

SchemaPtr value_schema() {
  return any_of("what `pointer` is set to, or a name and any sets",
                {number("", -kInfinity, kInfinity, false), text(""), boolean(""),
                 object("", {required("name", text("in the rows")),
                             filled("sets", sets_schema("/json/pointer=value"))})});
}

SchemaPtr range_schema() {
  return object("numbers from one to another, both included",
                {required("from", number("", -kInfinity, kInfinity, false)),
                 required("to", number("", -kInfinity, kInfinity, false)),
                 optional("step", number("from one to the next", 0, kInfinity, true)),
                 optional("count", integer("how many", 2, kMostValues)),
                 filled("scale", choice("of a count", {"linear", "log"}, "linear"))});
}

std::string written(const JsonValue& value) {
  if (value.type == JsonValue::Type::boolean) return value.flag ? "true" : "false";
  return value.text;
}

/// What a set says: text in quotes, so that "8" stays a text.
std::string set_text(const JsonValue& value) {
  return value.type == JsonValue::Type::string ? json_quoted(value.text) : written(value);
}

/// To 12 significant digits: 0.3 for 3 * 0.1, and 4 for 64^(1/3).
double rounded(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", number);
  return std::strtod(text, nullptr);
}

/// The numbers of a range; empty with a fault where it is none.
std::vector<double> numbers(const TypedReader& range) {
  const double from = range.number("from"), to = range.number("to");
  const bool log = range.is("scale", "log");
  if (range.has("step") == range.has("count")) {
    range.fault("", "a range has a step or a count");
    return {};
  }
  if (!(to > from)) {
    range.fault("to", "found " + shortest(to) + ", expected more than `from`, " + shortest(from));
    return {};
  }
  if (log && (range.has("step") || from <= 0)) {
    range.fault("scale", "log asks for a count, and for `from` above 0");
    return {};
  }
  const double steps = range.has("step") ? std::floor((to - from) / range.number("step") + 1e-9)
                                         : range.number("count") - 1;
  if (steps >= kMostValues) {
    range.fault("step", "makes more than " + shortest(kMostValues) + " values");
    return {};
  }
  std::vector<double> values;
  for (double k = 0; k <= steps; ++k) {
    const double share = k / std::max(steps, 1.0);
    values.push_back(rounded(range.has("step") ? from + k * range.number("step")
                             : log             ? from * std::pow(to / from, share)
                                               : from + share * (to - from)));
  }
  return values;
}

}  // namespace

SchemaPtr sets_schema(const char* doc) {
  return with_default(list_of(doc, text("")), json_array({}));
}

SchemaPtr axis_values_schema() {
  return any_of("", {list_of("", value_schema(), 1), range_schema()});
}

std::vector<std::string> read_texts(const TypedReader& reader, const std::string& key) {
  std::vector<std::string> texts;
  for (const JsonValue& item : reader.value(key).items) texts.push_back(item.text);
  return texts;
}

std::vector<GridAxis::Value> read_axis_values(const TypedReader& reader, const std::string& key,
                                              const std::string& pointer) {
  std::vector<GridAxis::Value> values;
  bool plain = false;
  const auto add = [&](const std::string& name, const std::string& set) {
    plain = true;
    values.push_back({name, {pointer + "=" + set}});
  };
  if (reader.value(key).type == JsonValue::Type::object) {
    for (const double number : numbers(reader.child(key))) add(shortest(number), shortest(number));
  }
  for (const JsonValue& item : reader.value(key).items) {
    if (item.type == JsonValue::Type::object) {
      const TypedReader named(item, "", reader.faults());
      values.push_back({named.text("name"), read_texts(named, "sets")});
    } else {
      add(written(item), set_text(item));
    }
  }
  if (plain && pointer.empty()) {
    reader.fault(key, "plain values need a pointer: give one, or {\"name\", \"sets\"}");
  }
  return values;
}

}  // namespace engram::sim
