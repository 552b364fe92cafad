#include "sim/config/typed_learning.hpp"

#include <cmath>

namespace engram::sim {
namespace {

std::string place_of(const JsonValue& value, const std::string& pointer) {
  return (value.source ? value.source->name : "") + ":" + std::to_string(value.line) + ": " +
         pointer;
}

std::optional<std::vector<PlacedName>> read_names(const TypedReader& reader,
                                                  const std::string& key) {
  if (!reader.has(key)) return std::nullopt;
  std::vector<PlacedName> names;
  for (const JsonValue& value : reader.value(key).items) {
    const std::string pointer =
        child_pointer(reader.pointer(), key) + "/" + std::to_string(names.size());
    for (const PlacedName& before : names) {
      if (before.name != value.text) continue;
      reader.faults().push_back({value.source ? value.source->name : "", value.line, pointer,
                                 "'" + value.text + "' is given twice"});
      break;
    }
    names.push_back({value.text, place_of(value, pointer)});
  }
  return names;
}

/// Amplitudes `first`, first + 1, ... timesteps apart, `window` of them.
std::vector<std::uint32_t> read_side(const TypedReader& stdp, const std::string& key,
                                     std::uint32_t window, std::uint32_t first) {
  std::vector<std::uint32_t> amplitudes;
  if (stdp.value(key).type == JsonValue::Type::array) {
    for (const JsonValue& one : stdp.value(key).items) {
      amplitudes.push_back(static_cast<std::uint32_t>(one.integer));
    }
    if (amplitudes.size() != window) {
      stdp.fault(key, "found " + std::to_string(amplitudes.size()) +
                          " amplitudes, expected one for each of the " + std::to_string(window) +
                          " timesteps of the window");
    }
    return amplitudes;
  }
  const TypedReader decaying = stdp.child(key);
  for (std::uint32_t k = first; k < first + window; ++k) {
    const double height = decaying.count("amplitude") * std::exp(-(k / decaying.number("tau")));
    amplitudes.push_back(static_cast<std::uint32_t>(std::lround(height)));
  }
  return amplitudes;
}

void read_stdp(const TypedReader& learning, LearningConfig& config) {
  if (learning.has("targets")) {
    learning.fault("targets", "concerns three_factor and backprop only: stdp has no errors");
  }
  if (!learning.has("stdp")) {
    learning.fault("rule", "stdp needs its window: give /learning/stdp");
    return;
  }
  const TypedReader stdp = learning.child("stdp");
  config.potentiation = read_side(stdp, "potentiation", stdp.count("window"), 0);
  config.depression = read_side(stdp, "depression", stdp.count("window"), 1);
}

void read_targets(const TypedReader& learning, LearningConfig& config) {
  if (learning.has("stdp")) learning.fault("stdp", "concerns the rule stdp only");
  if (!learning.has("targets")) {
    learning.fault("rule", config.rule + " follows errors: give /learning/targets");
    return;
  }
  const TypedReader targets = learning.child("targets");
  targets.check_file("spikes", true);
  config.targets = targets.text("spikes");
  config.targeted = read_names(targets, "populations");
}

}  // namespace

LearningConfig typed_learning(const TypedReader& learning) {
  LearningConfig config;
  config.rule = learning.text("rule");
  config.place = place_of(learning.object(), learning.pointer());
  config.projections = read_names(learning, "projections");
  config.zero_weights = learning.text("zero_weights");
  config.rounding = learning.text("rounding");
  config.rate_shift = learning.count("rate_shift");
  config.error_bits = learning.count("error_bits");
  config.error_gain = learning.count("error_gain");
  config.backward_shift = learning.count("backward_shift");
  const TypedReader surrogate = learning.child("surrogate");
  config.surrogate = surrogate.text("kind");
  config.surrogate_width = surrogate.number("width");
  config.surrogate_bits = surrogate.count("bits");
  const TypedReader trace = learning.child("trace");
  config.trace_bits = trace.count("bits");
  config.trace_decay = trace.count("decay");
  config.trace_gain = trace.count("gain");
  config.rule == "stdp" ? read_stdp(learning, config) : read_targets(learning, config);
  return config;
}

}  // namespace engram::sim
