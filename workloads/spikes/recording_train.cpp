#include "workloads/spikes/recording_train.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "workloads/spikes/event_filter.hpp"
#include "workloads/spikes/train_builder.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

std::uint64_t earliest_time(EventReader& reader) {
  std::uint64_t earliest = kNever;
  std::vector<RawEvent> block;
  while (reader.next(block)) {
    for (const RawEvent& event : block) earliest = std::min(earliest, event.time_us);
  }
  return earliest == kNever ? 0 : earliest;
}

/// A run on no input is never what was meant: where it is for the times, say so.
void check_times(const SpikeTrain& train, const FilterCounts& filtered, std::uint64_t earliest,
                 std::uint64_t latest) {
  if (train.events_used > 0) return;
  if (train.events_dropped == 0 && filtered.outside_window == 0) return;
  throw FileFault(train.name + ": no event is used: " + std::to_string(train.events_dropped) +
                  " lie after the last timestep, " + std::to_string(filtered.outside_window) +
                  " outside window_us (times from the origin: " + std::to_string(earliest) +
                  " to " + std::to_string(latest) +
                  " us); origin \"first_event\" or window_us moves t = 0");
}

}  // namespace

SpikeTrain recording_train(const OpenRecording& open, const Shape& shape,
                           const EventOptions& events, const BinningOptions& binning,
                           const std::string& name) {
  const std::uint64_t origin = events.origin == Origin::first_event ? earliest_time(*open()) : 0;
  const std::unique_ptr<EventReader> reader = open();
  EventFilter filter(events, reader->sensor(), origin);
  TrainBuilder builder(name, shape, filter.field(), binning);
  std::uint64_t index = 0, earliest = kNever, latest = 0;
  std::vector<RawEvent> block;
  while (reader->next(block)) {
    for (const RawEvent& event : block) {
      earliest = std::min(earliest, event.time_us - origin);
      latest = std::max(latest, event.time_us - origin);
      if (const auto kept = filter.pass(event)) builder.add(*kept, index);
      ++index;
    }
  }
  SpikeTrain train = builder.finish();
  train.events_filtered = filter.counts().sum();
  check_times(train, filter.counts(), earliest, latest);
  return train;
}

}  // namespace engram::workloads
