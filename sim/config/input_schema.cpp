#include "sim/config/input_schema.hpp"

#include "sim/config/input_config.hpp"
#include "sim/config/run_schema.hpp"
#include "workloads/encoders/encoder.hpp"
#include "workloads/recordings/event_reader.hpp"

namespace engram::sim {
namespace {

constexpr double kMaxTimesteps = 1e7;
constexpr double kMaxPixels = 1 << 16;
constexpr double kMaxSamples = 1e9;
constexpr double kMaxTime = 9007199254740991;  // every JSON reader keeps it exact (RFC 8259, 6)

std::vector<std::string> format_names() {
  std::vector<std::string> names{"auto", "csv", kPacketFormat};
  for (const auto& format : workloads::recording_formats()) names.push_back(format.name);
  return names;
}

std::vector<std::string> encoder_names() {
  std::vector<std::string> names;
  for (const auto& encoder : workloads::encoders()) names.push_back(encoder.name);
  return names;
}

SchemaPtr poisson_schema() {
  return object("Poisson spikes in every input neuron",
                {required("rate_hz", number("a neuron", 0, 1e6, false, "Hz"))});
}

SchemaPtr regular_schema() {
  return object(
      "every input neuron spikes at phase, phase + interval, ...",
      {required("interval", integer("from one spike to the next", 1, kMaxTimesteps, "timesteps")),
       filled("phase", integer("of the first spike", 0, kMaxTimesteps, "timesteps", 0))});
}

}  // namespace

SchemaPtr encoder_schema() {
  return object("images: how a value x = pixel * scale / divide_by becomes spikes",
                {required("name", choice("the rule (engram list encoders)", encoder_names())),
                 filled("threshold",
                        number("if, direct_threshold: spikes above it", 0, kInfinity, true, "", 1)),
                 filled("scale", number("values are multiplied by it", 0, kInfinity, true, "", 1)),
                 filled("divide_by", number("values are divided by it: 255 for pixels of a byte", 0,
                                            kInfinity, true, "", 1)),
                 optional("max_rate_hz", number("poisson: of a value of 1", 0, 1e6, true, "Hz"))});
}

SchemaPtr crop_schema() {
  return object("pixels that are kept, addressed from the corner (x, y)",
                {filled("x", integer("of the corner", 0, kMaxPixels, "pixels", 0)),
                 filled("y", integer("of the corner", 0, kMaxPixels, "pixels", 0)),
                 required("width", integer("that is kept", 1, kMaxPixels, "pixels")),
                 required("height", integer("that is kept; 1 for a 1-D recording", 1, kMaxPixels,
                                            "pixels"))});
}

SchemaPtr format_schema() {
  return choice(
      "of the recording; auto: by what the file begins with, else by its "
      "extension; csv: a table of spikes; ranc_packets: of RANC's test bench",
      format_names(), "auto");
}

SchemaPtr timestep_schema() {
  return number("length of a timestep of the recording", 0, 1e9, true, "us", 1000);
}

SchemaPtr timesteps_schema() {
  return integer("simulated, a sample; later events are dropped", 1, kMaxTimesteps, "timesteps");
}

std::vector<SchemaField> event_steps() {
  std::vector<SchemaField> fields;
  fields.push_back(filled("origin", choice("where t = 0 is: the file's own zero, or its earliest "
                                           "event",
                                           {"file", "first_event"}, "file")));
  fields.push_back(optional(
      "window_us", list_of("times [start, end) after the origin that are kept; start becomes t = 0",
                           integer("", 0, kMaxTime, "us"), 2, 2)));
  fields.push_back(
      filled("polarity", choice("channels by polarity, all as one, or ON or OFF events alone",
                                {"both", "merge", "on", "off"}, "both")));
  fields.push_back(optional("crop", crop_schema()));
  const SchemaPtr factor = integer("", 1, kMaxPixels);
  fields.push_back(
      filled("downsample",
             with_default(any_of("coordinates are divided by n, or by [n_x, n_y], rounded down",
                                 {factor, list_of("", factor, 2, 2)}),
                          json_integer(1))));
  fields.push_back(filled("timestep_us", timestep_schema()));
  fields.push_back(required("timesteps", timesteps_schema()));
  fields.push_back(filled(
      "binning", choice("of event times; round: half to even", {"floor", "round"}, "floor")));
  fields.push_back(
      filled("merge", choice("events of one neuron in one timestep: counted, or at most one",
                             {"sum", "or"}, "sum")));
  return fields;
}

SchemaPtr input_schema() {
  std::vector<SchemaField> fields = {
      optional("events", path("a recording, or a folder of recordings (a batch)")),
      optional("images",
               path("images to encode, a sample each: IDX or CSV, may be gzipped, or .npy")),
      optional("encoder", encoder_schema()),
      optional("poisson", poisson_schema()),
      optional("regular", regular_schema()),
      optional("task", task_schema()),
      optional("split", choice("task: samples of; default test", {"train", "test"})),
      optional("labels", path("classes of the samples: text (sample, class), IDX or .npy")),
      filled("first", integer("samples of a batch that are passed over", 0, kMaxSamples, "", 0)),
      optional("limit", integer("most samples of a batch", 1, kMaxSamples)),
      filled("format", format_schema())};
  for (SchemaField& field : event_steps()) {
    // Of a task it is known; typed_input asks for it elsewhere.
    if (field.name == "timesteps") field.presence = SchemaField::Presence::optional;
    fields.push_back(std::move(field));
  }
  fields.push_back(filled("samples", integer("generated samples", 1, 1e6, "", 1)));
  return object(
      "the input: exactly one of events, images, poisson, regular, task; none where "
      "activity is dense",
      std::move(fields));
}

}  // namespace engram::sim
