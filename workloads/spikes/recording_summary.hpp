#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "workloads/spikes/recording_train.hpp"

namespace engram::workloads {

/// What a recording holds, found by reading it twice, a block at a time.
struct RecordingSummary {
  struct Range {
    std::uint32_t low = 0, high = 0;
  };
  SensorSize sensor;  ///< as the file states it; 0 where it does not
  std::uint64_t events = 0;
  std::map<std::uint32_t, std::uint64_t> channels;    ///< events by channel, at most kMaxChannels
  std::uint64_t other_channels = 0;                   ///< events of channels beyond that
  std::uint64_t first_time_us = 0, last_time_us = 0;  ///< earliest and latest
  std::uint64_t unsorted_steps = 0;                   ///< events earlier than the one before them
  Range channel, y, x;
  /// The millisecond [us, us + 1000) with most events, the earliest of those; nothing where there
  /// are no events, or more milliseconds with events than kMaxMilliseconds.
  struct Busiest {
    std::uint64_t time_us = 0, events = 0;
  };
  std::optional<Busiest> busiest;
  /// Events in equal parts of [first_time_us, last_time_us]; empty without events.
  std::vector<std::uint64_t> histogram;

  static constexpr std::size_t kMaxChannels = 16;
  static constexpr std::size_t kMaxMilliseconds = std::size_t{1} << 22;
  double duration_s() const { return static_cast<double>(last_time_us - first_time_us) * 1e-6; }
};

/// Throws FileFault as the reader does. `parts`: of the histogram, at least 1.
RecordingSummary summarise_recording(const OpenRecording& open, std::size_t parts);

}  // namespace engram::workloads
