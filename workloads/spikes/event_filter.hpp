#pragma once

#include <cstdint>
#include <optional>

#include "workloads/recordings/event_reader.hpp"
#include "workloads/spikes/event_options.hpp"

namespace engram::workloads {

/// What the options took away, each event counted by the first step that did.
struct FilterCounts {
  std::uint64_t outside_window = 0, other_polarity = 0, outside_crop = 0;
  std::uint64_t sum() const { return outside_window + other_polarity + outside_crop; }
};

/// Window, polarity, crop and downsampling, event by event.
class EventFilter {
 public:
  /// `origin_us`: the time that becomes 0; no event may be earlier. `sensor`: 0 where unknown.
  EventFilter(const EventOptions& options, SensorSize sensor, std::uint64_t origin_us);

  /// The event as the network sees it; nothing where an option takes it away.
  std::optional<RawEvent> pass(const RawEvent& event);
  const FilterCounts& counts() const { return counts_; }
  /// Size of what passes: of the crop, else of the sensor, downsampled; 0 where neither says.
  SensorSize field() const { return field_; }

 private:
  bool keeps_channel(std::uint32_t channel) const;

  EventOptions options_;
  std::uint64_t origin_us_;
  SensorSize field_;
  FilterCounts counts_;
};

}  // namespace engram::workloads
