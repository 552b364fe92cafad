#include "sim/command/show_recording.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "sim/results/screen.hpp"
#include "workloads/recordings/shd.hpp"
#include "workloads/spikes/recording_summary.hpp"

namespace engram::sim {
namespace {

using workloads::RecordingSummary;

constexpr std::size_t kParts = 16;
constexpr std::size_t kBar = 40;

bool has_known_extension(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const workloads::RecordingFormat& format : workloads::recording_formats()) {
    const auto& known = format.extensions;
    if (std::find(known.begin(), known.end(), extension) != known.end()) return true;
  }
  return false;
}

void print_channels(const RecordingSummary& summary) {
  std::string text;
  for (const auto& [channel, events] : summary.channels) {
    const std::string name = channel == 0   ? "OFF (channel 0) "
                             : channel == 1 ? "ON (channel 1) "
                                            : "channel " + std::to_string(channel) + " ";
    text += (text.empty() ? "" : ", ") + name + grouped(events);
  }
  if (summary.other_channels > 0) text += ", other channels " + grouped(summary.other_channels);
  std::printf("events          %s: %s\n", grouped(summary.events).c_str(), text.c_str());
}

void print_times(const RecordingSummary& summary) {
  std::printf("time            %s us to %s us, %s\n", grouped(summary.first_time_us).c_str(),
              grouped(summary.last_time_us).c_str(), time_text(summary.duration_s() * 1e6).c_str());
  std::printf(
      "order           %s\n",
      summary.unsorted_steps == 0
          ? "sorted by time"
          : (grouped(summary.unsorted_steps) + " events earlier than the one before").c_str());
  if (summary.duration_s() > 0) {
    std::printf("mean rate       %.6g events/s\n",
                static_cast<double>(summary.events) / summary.duration_s());
  }
  if (summary.busiest) {
    std::printf("busiest ms      %s events from %s us\n", grouped(summary.busiest->events).c_str(),
                grouped(summary.busiest->time_us).c_str());
  } else {
    std::printf("busiest ms      not counted: more than %zu milliseconds hold events\n",
                RecordingSummary::kMaxMilliseconds);
  }
}

void print_histogram(const RecordingSummary& summary) {
  const std::uint64_t most = *std::max_element(summary.histogram.begin(), summary.histogram.end());
  const double part_us = (static_cast<double>(summary.last_time_us - summary.first_time_us) + 1) /
                         static_cast<double>(summary.histogram.size());
  std::printf("\nevents over time, %s a line, from the first event\n", time_text(part_us).c_str());
  for (std::size_t part = 0; part < summary.histogram.size(); ++part) {
    const std::uint64_t events = summary.histogram[part];
    const auto bar = static_cast<std::size_t>(
        static_cast<double>(events) / static_cast<double>(most) * static_cast<double>(kBar) + 0.5);
    std::string line(bar, '#');
    if (!line.empty()) line.insert(0, " ");
    std::printf("%12s %12s%s\n", time_text(static_cast<double>(part) * part_us).c_str(),
                grouped(events).c_str(), line.c_str());
  }
}

}  // namespace

bool is_recording(const std::string& file) {
  if (has_known_extension(file)) return true;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file)) return false;
  char first = ' ';
  stream >> std::ws >> first;
  return stream && first != '{' && first != '[' &&
         std::filesystem::path(file).extension() != ".json";
}

void show_recording(const std::string& file, const std::string& given) {
  const std::string format = given == "auto" ? workloads::detect_format(file).name : given;
  const RecordingSummary summary = workloads::summarise_recording(
      [&] { return workloads::open_recording(file, format); }, kParts);
  std::printf("recording       %s\n", file.c_str());
  std::printf("format          %s\n", format.c_str());
  if (format == "shd") {
    std::printf("samples         %zu; this is sample 0\n",
                workloads::shd_samples(file).labels.size());
  }
  if (summary.sensor.width > 0) {
    std::printf("sensor          %u x %u\n", summary.sensor.width, summary.sensor.height);
  } else {
    std::printf("sensor          the file does not say\n");
  }
  if (summary.events == 0) {
    std::printf("events          0\n");
    return;
  }
  print_channels(summary);
  std::printf("channel, y, x   %u to %u, %u to %u, %u to %u\n", summary.channel.low,
              summary.channel.high, summary.y.low, summary.y.high, summary.x.low, summary.x.high);
  print_times(summary);
  print_histogram(summary);
}

}  // namespace engram::sim
