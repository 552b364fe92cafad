#include "sim/config/typed_input.hpp"

#include <tuple>

#include "sim/config/typed_pair.hpp"

namespace engram::sim {
namespace {

using workloads::Crop;
using workloads::EventOptions;
using workloads::Origin;
using workloads::Polarity;
using workloads::Window;

constexpr const char* kKinds[] = {"events", "images", "poisson", "regular", "task"};

Polarity polarity_of(const std::string& name) {
  if (name == "merge") return Polarity::merge;
  if (name == "on") return Polarity::on;
  return name == "off" ? Polarity::off : Polarity::both;
}

EventOptions read_event_options(const TypedReader& input) {
  EventOptions options;
  options.origin = input.is("origin", "first_event") ? Origin::first_event : Origin::file;
  options.polarity = polarity_of(input.text("polarity"));
  if (input.has("window_us")) {
    const auto& items = input.value("window_us").items;
    options.window = Window{static_cast<std::uint64_t>(items[0].integer),
                            static_cast<std::uint64_t>(items[1].integer)};
    if (options.window->start_us >= options.window->end_us) {
      input.fault("window_us", "found [" + std::to_string(options.window->start_us) + ", " +
                                   std::to_string(options.window->end_us) +
                                   "), expected an end after the start");
    }
  }
  if (input.has("crop")) options.crop = read_crop(input.child("crop"));
  std::tie(options.downsample_x, options.downsample_y) = read_pair(input, "downsample", {1, 1});
  return options;
}

/// Keys that say nothing about an input of this kind, where somebody gave them.
void check_given(const TypedReader& input, InputKind kind) {
  const auto only = [&](const char* key, bool right, const char* whom) {
    if (!right && input.has(key)) input.fault(key, std::string("concerns ") + whom + " only");
  };
  const bool events = kind == InputKind::events, images = kind == InputKind::images;
  const bool task = kind == InputKind::task;
  only("window_us", events, "events");
  only("crop", events, "events");
  only("encoder", images, "images");
  only("labels", events || images, "events and images");
  only("limit", events || images || task, "events, images and tasks");
  only("split", task, "tasks");
  if (!events && !images && !task && input.count("first") != 0) {
    input.fault("first", "concerns events, images and tasks only");
  }
  if ((events || images || task) && input.count("samples") != 1) {
    input.fault("samples", "counts generated samples; others are counted in their files");
  }
  if (task && input.has("timesteps")) input.fault("timesteps", "the task says how many there are");
}

InputKind kind_of(const TypedReader& input) {
  if (input.has("events")) return InputKind::events;
  if (input.has("images")) return InputKind::images;
  if (input.has("task")) return InputKind::task;
  return input.has("poisson") ? InputKind::poisson : InputKind::regular;
}

void read_kind(const TypedReader& input, InputConfig& config) {
  switch (config.kind) {
    case InputKind::events:
      input.check_file("events", true);
      config.events = input.text("events");
      config.options = read_event_options(input);
      break;
    case InputKind::images:
      input.check_file("images", false);
      config.images = input.text("images");
      if (input.has("encoder")) {
        config.encoder = read_encoder(input.child("encoder"));
      } else {
        input.fault("images",
                    "images need an encoder that makes spikes of them (engram list encoders)");
      }
      break;
    case InputKind::poisson:
      config.rate_hz = input.child("poisson").number("rate_hz");
      break;
    case InputKind::regular:
      config.interval = input.child("regular").count("interval");
      config.phase = input.child("regular").count("phase");
      break;
    case InputKind::task:   // typed_config reads it
    case InputKind::dense:  // timesteps say it all
      break;
  }
}

void read_binning(const TypedReader& input, InputConfig& config) {
  config.format = input.text("format");
  config.timestep_us = input.number("timestep_us");
  config.timesteps = input.maybe_count("timesteps").value_or(0);
  config.binning = input.text("binning");
  config.merge = input.maybe_text("merge").value_or(config.merge);
}

}  // namespace

workloads::Crop read_crop(const TypedReader& crop) {
  return {crop.count("x"), crop.count("y"), crop.count("width"), crop.count("height")};
}

EncoderConfig read_encoder(const TypedReader& encoder) {
  EncoderConfig config;
  config.name = encoder.text("name");
  config.threshold = encoder.number("threshold");
  config.scale = encoder.number("scale");
  config.divide_by = encoder.number("divide_by");
  config.max_rate_hz = encoder.maybe_number("max_rate_hz").value_or(0.0);
  const bool poisson = config.name == "poisson";
  if (poisson && !encoder.has("max_rate_hz")) {
    encoder.fault("", "no max_rate_hz; the encoder poisson needs it");
  }
  if (!poisson && encoder.has("max_rate_hz")) {
    encoder.fault("max_rate_hz", "concerns the encoder poisson only");
  }
  return config;
}

void read_event_steps(const TypedReader& events, InputConfig& config) {
  read_binning(events, config);
  config.options = read_event_options(events);
}

InputConfig typed_input(const TypedReader& input, bool dense) {
  InputConfig config;
  if (input.object().type != JsonValue::Type::object) return config;
  int given = 0;
  for (const char* kind : kKinds) given += input.has(kind) ? 1 : 0;
  const int expected = dense ? 0 : 1;
  if (given != expected) {
    input.fault("", "found " + std::to_string(given) +
                        (dense ? " inputs, expected none: activity dense is an event a neuron a "
                                 "timestep, of inputs too"
                               : " inputs, expected exactly one of events, images, poisson, "
                                 "regular, task"));
  }
  if (!input.has("timesteps") && !input.has("task")) {
    input.fault("timesteps", "missing; expected a whole number from 1 to 10000000 timesteps");
  }
  if (!input.sound()) return config;
  config.kind = dense ? InputKind::dense : kind_of(input);
  read_binning(input, config);
  config.samples = input.count("samples");
  config.first = input.count("first");
  config.limit = input.maybe_count("limit").value_or(config.limit);
  if (given != expected) return config;
  read_kind(input, config);
  check_given(input, config.kind);
  if (input.has("labels")) {
    input.check_file("labels", false);
    config.labels = input.text("labels");
  }
  return config;
}

}  // namespace engram::sim
