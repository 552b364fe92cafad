#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "workloads/network/projection.hpp"
#include "workloads/recordings/event_reader.hpp"
#include "workloads/spikes/event_options.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::workloads {

/// The planes of an input population that events address: neuron = (channel h + y) w + x.
///
/// A map (c, h, w) is addressed as it is. A vector of n neurons has the size of the events' `field`
/// (w x h, channels n / (w h)); where no size is known, or it is one row that does not divide n, it
/// is one row of n (a 1-D recording: neuron = x). Throws FileFault, with `name`, where w h does not
/// divide n.
Shape address_planes(const Shape& population, SensorSize field, const std::string& name);

/// Bins events, in any order, into a train. Memory grows with the train, not with the recording:
/// events of one neuron and timestep are merged on the way.
///
/// An input of one plane takes the one channel that a recording has, whichever it is; two channels
/// are a fault (nothing says which of them is meant).
class TrainBuilder {
 public:
  /// Throws FileFault: a timestep that is not positive, no timesteps, more neurons than 32 bits
  /// number, and what address_planes refuses.
  TrainBuilder(std::string name, const Shape& population, SensorSize field,
               const BinningOptions& options);

  /// `index`: position in the recording, for messages. An event whose bin is `timesteps` or later
  /// is counted as dropped, wherever it lies.
  void add(const RawEvent& event, std::uint64_t index);

  /// The train. Throws FileFault where an event lay outside the planes: the first one, how many,
  /// which coordinates there were, and the option that would help.
  SpikeTrain finish();

 private:
  struct Range {
    std::uint32_t low = 0, high = 0;
  };
  void note(const RawEvent& event, std::uint64_t index);
  std::string fault() const;
  std::string advice() const;

  Shape population_, planes_;
  BinningOptions options_;
  SpikeTrain train_;
  std::size_t merge_at_;  ///< entries of the train that are merged when reached
  std::uint64_t seen_ = 0, outside_ = 0, first_index_ = 0;
  RawEvent first_;  ///< that does not fit
  std::uint32_t first_channel_ = 0;
  std::array<Range, 3> ranges_;  ///< of channel, y, x
};

/// Bins `events` for a population of `shape`, whose planes they address as they are.
SpikeTrain bin_events(const std::vector<RawEvent>& events, const Shape& shape,
                      const BinningOptions& options, const std::string& name);

}  // namespace engram::workloads
