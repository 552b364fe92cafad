#include "sim/config/typed_task.hpp"

#include "sim/config/typed_input.hpp"

namespace engram::sim {
namespace {

using workloads::ImageTaskOptions;
using workloads::RandmanOptions;
using workloads::RetentionOptions;
using workloads::Shape;

std::uint64_t read_seed(const TypedReader& task) {
  return static_cast<std::uint64_t>(task.value("seed").integer);
}

/// [neurons], [channels, height, width], and of a map [height, width].
Shape read_shape(const TypedReader& task, bool map) {
  const auto& sizes = task.value("shape").items;
  const auto size = [&](std::size_t at) { return static_cast<std::uint32_t>(sizes[at].integer); };
  if (sizes.size() == 1) return {size(0), 1, 1};
  if (sizes.size() == 3) return {size(0), size(1), size(2)};
  if (!map) {
    task.fault("shape", "found 2 sizes, expected [neurons] or [channels, height, width]");
  }
  return {1, size(0), size(1)};
}

TaskConfig read_retention(const TypedReader& task) {
  RetentionOptions options;
  options.seed = read_seed(task);
  options.groups = task.count("groups");
  options.group_neurons = task.count("group_neurons");
  options.shortest = task.number("shortest_interval");
  options.step = task.number("interval_step");
  options.timesteps = task.count("timesteps");
  options.timestep_us = task.number("timestep_us");
  options.outputs = task.count("outputs");
  options.keep = task.number("keep");
  if (options.shortest + options.step * (options.groups - 1.0) > 500) {
    task.fault("interval_step", "the last group's mean interval would be above 500 timesteps");
  }
  if (std::uint64_t{options.groups} * options.group_neurons > (1 << 24)) {
    task.fault("groups", "more inputs than a population may have, which is 16777216");
  }
  return options;
}

TaskConfig read_randman(const TypedReader& task) {
  RandmanOptions options;
  options.code = task.is("code", "rate") ? RandmanOptions::Code::rate : RandmanOptions::Code::time;
  options.seed = read_seed(task);
  options.classes = task.count("classes");
  options.units = task.count("units");
  options.timesteps = task.count("timesteps");
  options.timestep_us = task.number("timestep_us");
  options.dimensions = task.count("dimensions");
  options.smoothness = task.number("smoothness");
  options.train_per_class = task.count("train_per_class");
  options.test_per_class = task.count("test_per_class");
  return options;
}

TaskConfig read_images(const TypedReader& task) {
  ImageTaskOptions options;
  options.seed = read_seed(task);
  task.check_file("images", false);
  options.images = task.text("images");
  if (task.has("labels")) {
    task.check_file("labels", false);
    options.labels = task.text("labels");
  }
  using Column = ImageTaskOptions::LabelColumn;
  options.label_column = task.is("label_column", "first")  ? Column::first
                         : task.is("label_column", "last") ? Column::last
                                                           : Column::none;
  if (task.has("labels") == (options.label_column != Column::none)) {
    task.fault("label_column",
               "expected the classes in labels or in a column, exactly one of them");
  }
  if (task.has("shape")) options.shape = read_shape(task, true);
  options.classes = task.count("classes");
  options.train = task.count("train");
  options.test = task.count("test");
  if (task.has("crop")) options.crop = read_crop(task.child("crop"));
  options.downsample = task.count("downsample");
  const EncoderConfig encoder = read_encoder(task.child("encoder"));
  options.encoding = {encoder.name, encoder.threshold, encoder.scale, encoder.divide_by,
                      encoder.max_rate_hz};
  options.timesteps = task.count("timesteps");
  options.timestep_us = task.number("timestep_us");
  return options;
}

TaskConfig read_events(const TypedReader& task) {
  EventTaskConfig config;
  config.seed = read_seed(task);
  task.check_file("recordings", true);
  config.input.events = task.text("recordings");
  read_event_steps(task, config.input);
  const auto path_at = [&](const char* key, bool or_folder) -> std::filesystem::path {
    if (!task.has(key)) return {};
    task.check_file(key, or_folder);
    return task.text(key);
  };
  config.input.labels = path_at("labels", false);
  config.test = path_at("test", true);
  config.test_labels = path_at("test_labels", false);
  if (task.has("test_labels") && !task.has("test")) {
    task.fault("test_labels", "concerns the recordings of test only");
  }
  config.test_fraction = task.number("test_fraction");
  config.shape = read_shape(task, false);
  config.classes = task.count("classes");
  return config;
}

struct Reading {
  const char* key;
  TaskConfig (*read)(const TypedReader& task);
};

constexpr Reading kReadings[] = {{"retention", read_retention},
                                 {"randman", read_randman},
                                 {"images", read_images},
                                 {"events", read_events}};

}  // namespace

TaskConfig typed_task(const TypedReader& task) {
  if (task.object().type != JsonValue::Type::object) return {};
  const Reading* chosen = nullptr;
  int given = 0;
  for (const Reading& reading : kReadings) {
    if (!task.has(reading.key)) continue;
    chosen = &reading;
    ++given;
  }
  if (given != 1) {
    task.fault("", "found " + std::to_string(given) +
                       " tasks, expected exactly one of retention, randman, images, events");
    return {};
  }
  return task.sound(chosen->key) ? chosen->read(task.child(chosen->key)) : TaskConfig{};
}

std::uint32_t timesteps_of(const TaskConfig& task) {
  if (const auto* events = std::get_if<EventTaskConfig>(&task)) return events->input.timesteps;
  if (const auto* images = std::get_if<ImageTaskOptions>(&task)) return images->timesteps;
  if (const auto* randman = std::get_if<RandmanOptions>(&task)) return randman->timesteps;
  return std::get<RetentionOptions>(task).timesteps;
}

double timestep_us_of(const TaskConfig& task) {
  if (const auto* events = std::get_if<EventTaskConfig>(&task)) return events->input.timestep_us;
  if (const auto* images = std::get_if<ImageTaskOptions>(&task)) return images->timestep_us;
  if (const auto* randman = std::get_if<RandmanOptions>(&task)) return randman->timestep_us;
  return std::get<RetentionOptions>(task).timestep_us;
}

}  // namespace engram::sim
