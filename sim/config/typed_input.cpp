#include "sim/config/typed_input.hpp"

namespace engram::sim {

InputConfig typed_input(const TypedReader& input) {
  InputConfig config;
  if (input.object().type != JsonValue::Type::object) return config;
  const int given = (input.has("events") ? 1 : 0) + (input.has("poisson") ? 1 : 0) +
                    (input.has("regular") ? 1 : 0);
  if (given != 1) {
    input.fault("", "found " + std::to_string(given) +
                        " inputs, expected exactly one of events, poisson, regular");
  }
  if (!input.sound()) return config;
  config.format = input.text("format");
  config.timestep_us = input.number("timestep_us");
  config.timesteps = input.count("timesteps");
  config.binning = input.text("binning");
  config.merge = input.text("merge");
  config.samples = input.count("samples");
  if (input.has("events")) {
    input.check_file("events", true);
    config.events = input.text("events");
    if (config.samples != 1) {
      input.fault("samples", "counts generated samples; recordings are counted by their files");
    }
  }
  if (input.has("poisson")) {
    config.kind = InputKind::poisson;
    config.rate_hz = input.child("poisson").number("rate_hz");
  }
  if (input.has("regular")) {
    config.kind = InputKind::regular;
    config.interval = input.child("regular").count("interval");
    config.phase = input.child("regular").count("phase");
  }
  return config;
}

}  // namespace engram::sim
