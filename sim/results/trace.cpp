#include "sim/results/trace.hpp"

#include "sim/config/json_writer.hpp"

namespace engram::sim {
namespace {

using hw::ActivitySpan;
using hw::Work;

constexpr std::uint32_t kChipTrack = 0, kHostTrack = 1, kFirstCoreTrack = 2;

std::uint32_t track_of(std::uint32_t block) {
  if (block == ActivitySpan::kChip) return kChipTrack;
  return block == ActivitySpan::kHost ? kHostTrack : kFirstCoreTrack + block;
}

void name_track(JsonWriter& json, std::uint32_t track, const std::string& name) {
  json.open_object();
  json.key("name").value("thread_name").key("ph").value("M");
  json.key("pid").value(0).key("tid").value(track);
  json.key("args").open_object().key("name").value(name).close();
  json.close();
}

/// "core3 (1, 0)"; what it holds is in `engram show`.
std::string core_name(const hw::ChipSpec& chip, std::size_t index) {
  const hw::CoreSpec& core = chip.cores[index];
  return "core" + std::to_string(core.y * chip.mesh_width + core.x) + " (" +
         std::to_string(core.x) + ", " + std::to_string(core.y) + ")";
}

std::string event_name(const ActivitySpan& span) {
  std::string name = to_string(span.work);
  if (span.work == Work::timestep) name += " " + std::to_string(span.timestep);
  if (span.work == Work::level) name += " " + std::to_string(span.level);
  return name;
}

void write_event(JsonWriter& json, const ActivitySpan& span, std::uint64_t period_ps) {
  const auto microseconds = [&](std::uint64_t cycles) {
    return static_cast<double>(cycles * period_ps) / 1e6;
  };
  json.open_object();
  json.key("name").value(event_name(span)).key("ph").value("X");
  json.key("pid").value(0).key("tid").value(track_of(span.block));
  json.key("ts").value(microseconds(span.begin));
  json.key("dur").value(microseconds(span.end - span.begin));
  json.key("args").open_object();
  json.key("timestep").value(span.timestep).key("level").value(span.level);
  json.key("cycles").value(span.end - span.begin);
  json.close().close();
}

}  // namespace

std::string trace_json(const Prepared& prepared, const hw::SampleResult& sample) {
  const hw::ChipSpec& chip = prepared.chip;
  JsonWriter json;
  json.open_object();
  json.key("displayTimeUnit").value("ns");
  json.key("traceEvents").open_array();
  name_track(json, kChipTrack, "timesteps");
  name_track(json, kHostTrack, "host");
  for (std::size_t index = 0; index < chip.cores.size(); ++index) {
    name_track(json, kFirstCoreTrack + static_cast<std::uint32_t>(index), core_name(chip, index));
  }
  for (const ActivitySpan& span : sample.spans) write_event(json, span, chip.clock_period_ps);
  json.close().close();
  return json.text();
}

}  // namespace engram::sim
