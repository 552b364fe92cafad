#pragma once

#include <cstdint>
#include <optional>

/// What becomes of a recording's events on their way to the input population. The steps, in order:
/// origin, window, polarity, crop, downsample, bin.
namespace engram::workloads {

/// Where t = 0 is: the file's own zero, or the earliest event of the file.
enum class Origin { file, first_event };

/// Which channels (1 = ON) are kept. `both`: each as a channel of its own; `merge`: all as channel
/// 0; `on`, `off`: channel 1 or channel 0 alone, as channel 0.
enum class Polarity { both, merge, on, off };

/// Times [start, end) after the origin; what is kept is timed from `start`.
struct Window {
  std::uint64_t start_us = 0, end_us = 0;
};

/// The pixels that are kept; what is kept is addressed from the corner (x, y).
struct Crop {
  std::uint32_t x = 0, y = 0, width = 0, height = 0;
};

struct EventOptions {
  Origin origin = Origin::file;
  std::optional<Window> window = std::nullopt;
  Polarity polarity = Polarity::both;
  std::optional<Crop> crop = std::nullopt;
  /// Coordinates are divided by these, rounded down; at least 1.
  std::uint32_t downsample_x = 1, downsample_y = 1;
};

enum class Binning { floor, round };  ///< round: half to even
enum class Merge { sum, one };        ///< events of one neuron in one bin: counted, or at most one

struct BinningOptions {
  double timestep_us = 1000;
  std::uint32_t timesteps = 0;
  Binning binning = Binning::floor;
  Merge merge = Merge::sum;
};

}  // namespace engram::workloads
