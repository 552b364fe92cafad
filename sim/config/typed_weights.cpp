#include "sim/config/typed_weights.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace engram::sim {
namespace {

using workloads::WeightDescription;
using Kind = WeightDescription::Kind;

constexpr double kMostWhole = 1 << 24;  // float32 holds every integer up to here

/// A way to give weights, and the keys that it needs: the first is `a`, the second `b`.
struct Form {
  Kind kind;
  std::vector<std::string> keys;
};

const std::map<std::string, Form>& forms() {
  static const std::map<std::string, Form> all = {
      {"constant", {Kind::constant, {"value"}}},
      {"uniform", {Kind::uniform, {"low", "high"}}},
      {"normal", {Kind::normal, {"mean", "deviation"}}},
      {"uniform_int", {Kind::uniform_int, {"low", "high"}}},
      {"fan_in_uniform", {Kind::fan_in_uniform, {"gain"}}},
      {"fan_in_normal", {Kind::fan_in_normal, {"gain"}}}};
  return all;
}

/// Keys that are missing, and keys that are given and would not be read.
bool check_keys(const TypedReader& weights, const std::string& name,
                const std::vector<std::string>& needed, const std::vector<std::string>& allowed) {
  const std::size_t before = weights.faults().size();
  const auto in = [](const std::vector<std::string>& keys, const std::string& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  for (const std::string& key : needed) {
    if (!weights.has(key)) weights.fault(key, "missing; distribution " + name + " needs it");
  }
  for (const auto& [key, value] : weights.object().members) {
    if (!in(needed, key) && !in(allowed, key)) weights.fault(key, "is not read with " + name);
  }
  return weights.faults().size() == before;
}

void check_range(const TypedReader& weights, const WeightDescription& drawn) {
  if (drawn.kind == Kind::constant && drawn.a == 0) {
    weights.fault("value", "a constant of 0 gives no synapse");
  }
  if (drawn.kind == Kind::uniform && !(drawn.a < drawn.b)) {
    weights.fault("low", "uniform needs low < high");
  }
  const bool whole = drawn.a == std::floor(drawn.a) && drawn.b == std::floor(drawn.b);
  const bool only_zero = drawn.a == 0 && drawn.b == 0;
  if (drawn.kind == Kind::uniform_int && (!whole || drawn.a > drawn.b || only_zero)) {
    weights.fault("low", "uniform_int needs whole low <= high with a number other than 0 between");
  } else if (drawn.kind == Kind::uniform_int && (drawn.a < -kMostWhole || drawn.b > kMostWhole)) {
    weights.fault("low", "uniform_int draws from -2^24 to 2^24");
  }
}

}  // namespace

std::vector<double> read_numbers(const JsonValue& list) {
  std::vector<double> values;
  values.reserve(list.items.size());
  for (const JsonValue& item : list.items) values.push_back(item.number);
  return values;
}

WeightDescription read_weights(const TypedReader& weights) {
  WeightDescription result;
  if (weights.has("values") == weights.has("distribution")) {
    weights.fault("", "expected exactly one of values, distribution");
    return result;
  }
  if (weights.has("values")) {
    check_keys(weights, "values", {}, {"values"});
    result.kind = Kind::values;
    for (const double value : read_numbers(weights.value("values"))) {
      result.values.push_back(static_cast<float>(value));
    }
    return result;
  }
  const std::string name = weights.text("distribution");
  const Form& form = forms().at(name);
  result.kind = form.kind;
  result.density = weights.maybe_number("density").value_or(1.0);
  if (!check_keys(weights, name, form.keys, {"distribution", "density"})) return result;
  result.a = weights.number(form.keys[0]);
  if (form.keys.size() > 1) result.b = weights.number(form.keys[1]);
  check_range(weights, result);
  return result;
}

}  // namespace engram::sim
