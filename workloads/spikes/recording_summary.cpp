#include "workloads/spikes/recording_summary.hpp"

#include <algorithm>
#include <unordered_map>

namespace engram::workloads {
namespace {

using Range = RecordingSummary::Range;

/// Events by millisecond, as long as there are few enough of them.
class Milliseconds {
 public:
  void add(std::uint64_t time_us) {
    if (full_) return;
    ++counts_[time_us / 1000];
    full_ = counts_.size() > RecordingSummary::kMaxMilliseconds;
    if (full_) counts_.clear();
  }
  std::optional<RecordingSummary::Busiest> busiest() const {
    std::optional<RecordingSummary::Busiest> best;
    for (const auto& [millisecond, events] : counts_) {
      const std::uint64_t time = millisecond * 1000;
      if (!best || events > best->events || (events == best->events && time < best->time_us)) {
        best = {time, events};
      }
    }
    return best;
  }

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> counts_;
  bool full_ = false;
};

void widen(Range& range, std::uint32_t value, bool first) {
  range.low = first ? value : std::min(range.low, value);
  range.high = std::max(range.high, value);
}

void add(const RawEvent& event, RecordingSummary& summary) {
  const bool first = summary.events == 0;
  summary.first_time_us = first ? event.time_us : std::min(summary.first_time_us, event.time_us);
  summary.last_time_us = std::max(summary.last_time_us, event.time_us);
  widen(summary.channel, event.channel, first);
  widen(summary.y, event.y, first);
  widen(summary.x, event.x, first);
  const auto known = summary.channels.find(event.channel);
  if (known != summary.channels.end()) {
    ++known->second;
  } else if (summary.channels.size() < RecordingSummary::kMaxChannels) {
    summary.channels.emplace(event.channel, 1);
  } else {
    ++summary.other_channels;
  }
  ++summary.events;
}

void read_figures(EventReader& reader, RecordingSummary& summary) {
  Milliseconds milliseconds;
  std::uint64_t before = 0;
  std::vector<RawEvent> block;
  while (reader.next(block)) {
    for (const RawEvent& event : block) {
      if (summary.events > 0 && event.time_us < before) ++summary.unsorted_steps;
      before = event.time_us;
      milliseconds.add(event.time_us);
      add(event, summary);
    }
  }
  summary.busiest = milliseconds.busiest();
}

void read_histogram(EventReader& reader, std::size_t parts, RecordingSummary& summary) {
  summary.histogram.assign(parts, 0);
  const double span = static_cast<double>(summary.last_time_us - summary.first_time_us) + 1;
  std::vector<RawEvent> block;
  while (reader.next(block)) {
    for (const RawEvent& event : block) {
      const double from_first = static_cast<double>(event.time_us - summary.first_time_us);
      const double at = std::min(1.0, from_first / span);
      const auto part = static_cast<std::size_t>(at * static_cast<double>(parts));
      ++summary.histogram[std::min(part, parts - 1)];
    }
  }
}

}  // namespace

RecordingSummary summarise_recording(const OpenRecording& open, std::size_t parts) {
  RecordingSummary summary;
  const std::unique_ptr<EventReader> reader = open();
  summary.sensor = reader->sensor();
  read_figures(*reader, summary);
  if (summary.events > 0) read_histogram(*open(), parts, summary);
  return summary;
}

}  // namespace engram::workloads
