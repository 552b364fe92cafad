#include "sim/config/input_schema.hpp"
#include "sim/config/run_schema.hpp"

namespace engram::sim {
namespace {

constexpr double kMaxNumber = 1 << 20;

SchemaField seed_field() {
  return filled("seed", integer("of the task's own draws", 0, kMaxSeed, "", 1));
}

SchemaPtr with_steps(std::int64_t timesteps) {
  return with_default(timesteps_schema(), json_integer(timesteps));
}

SchemaPtr retention_schema() {
  return object(
      "one spatio-temporal pattern to retain (arXiv 2003.11639)",
      {seed_field(),
       filled("groups", integer("of inputs; each has a mean interval", 1, kMaxNumber, "", 140)),
       filled("group_neurons", integer("inputs of a group", 1, kMaxNumber, "", 5)),
       filled("shortest_interval",
              number("mean of the first group", 0, 500, true, "timesteps", 1.25)),
       filled("interval_step",
              number("from one group's mean to the next", 0, 500, false, "timesteps", 0.25)),
       filled("timesteps", with_steps(250)), filled("timestep_us", timestep_schema()),
       filled("outputs", integer("neurons that have a target", 1, kMaxNumber, "", 250)),
       filled("keep",
              number("probability of a spike on the target's figure", 0, 1, true, "", 0.95))});
}

SchemaPtr randman_schema() {
  return object(
      "classes are random smooth manifolds (github.com/fzenke/randman)",
      {seed_field(),
       filled("code", choice("time: one spike a unit; rate: as many as the value says",
                             {"time", "rate"}, "time")),
       filled("classes", integer("manifolds", 1, 1000, "", 10)),
       filled("units", integer("inputs", 1, kMaxNumber, "", 50)),
       filled("timesteps", with_steps(50)), filled("timestep_us", timestep_schema()),
       filled("dimensions", integer("of a manifold", 1, 16, "", 3)),
       filled("smoothness", number("alpha, the decline of the harmonics", 0.5, 100, false, "", 1)),
       filled("train_per_class", integer("samples an epoch, drawn anew", 1, 1e6, "", 100)),
       filled("test_per_class", integer("samples, drawn once", 1, 1e6, "", 100))});
}

SchemaPtr shape_schema(const char* doc) {
  return list_of(doc, integer("", 1, 1 << 24), 1, 3);
}

SchemaPtr image_task_schema() {
  return object(
      "images with classes, the first to train on and the last to test on",
      {required("images", path("IDX or CSV, may be gzipped, or .npy")),
       optional("labels", path("classes of the images: text (sample, class), IDX or .npy")),
       filled("label_column", choice("CSV: the number of a line that is the class",
                                     {"none", "first", "last"}, "none")),
       optional("shape", shape_schema("of an image, [height, width] or [channels, height, width]; "
                                      "default: as the file has it")),
       filled("classes", integer("that there are", 1, 65536, "", 10)),
       required("train", integer("images to train on, from the first", 1, 1e9)),
       required("test", integer("images to test on, to the last", 1, 1e9)),
       optional("crop", crop_schema()),
       filled("downsample", integer("then means of n x n pixels", 1, 65536, "", 1)),
       required("encoder", encoder_schema()), required("timesteps", timesteps_schema()),
       filled("timestep_us", timestep_schema()), seed_field()});
}

SchemaPtr event_task_schema() {
  std::vector<SchemaField> fields = {
      required("recordings", path("a folder of recordings or class folders, or a file of many")),
      optional("labels", path("classes of the recordings: text (sample, class), IDX or .npy")),
      optional("test", path("recordings to test on; else some of the recordings are")),
      optional("test_labels", path("classes of those")),
      filled("test_fraction",
             number("of each class to test on, without test", 0, 1, false, "", 0.2)),
      seed_field(),
      required("shape", shape_schema("of the input, [neurons] or [channels, height, width]")),
      required("classes", integer("that there are", 1, 65536)),
      filled("format", format_schema())};
  for (SchemaField& field : event_steps()) fields.push_back(std::move(field));
  return object("event recordings with classes", std::move(fields));
}

}  // namespace

SchemaPtr task_schema() {
  return object(
      "what a network is trained on and tested with: exactly one of retention, randman, "
      "images, events (engram list tasks)",
      {optional("retention", retention_schema()), optional("randman", randman_schema()),
       optional("images", image_task_schema()), optional("events", event_task_schema())});
}

}  // namespace engram::sim
