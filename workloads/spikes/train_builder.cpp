#include "workloads/spikes/train_builder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace engram::workloads {
namespace {

/// Fewest entries worth a sort.
constexpr std::size_t kLeastMerged = std::size_t{1} << 20;

void check(const BinningOptions& options, const Shape& shape, const std::string& name) {
  if (!(options.timestep_us > 0) || !std::isfinite(options.timestep_us)) {
    throw FileFault(name + ": a timestep of " + std::to_string(options.timestep_us) +
                    " us cannot bin events (expected more than 0)");
  }
  if (options.timesteps == 0) {
    throw FileFault(name + ": 0 timesteps hold no events (expected at least 1)");
  }
  if (shape.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw FileFault(name + ": an input of shape " + to_string(shape) +
                    " has more neurons than 32 bits can number");
  }
}

void merge(SpikeTrain& train) {
  try {
    normalise(train);
  } catch (const std::overflow_error& overflow) {
    throw FileFault(train.name + ": " + overflow.what());
  }
}

}  // namespace

Shape address_planes(const Shape& population, SensorSize field, const std::string& name) {
  if (population.height != 1 || population.width != 1) return population;
  const std::uint64_t neurons = population.channels;
  const std::uint64_t plane = std::uint64_t{field.width} * field.height;
  if (plane == 0) return {1, 1, population.channels};
  if (neurons % plane == 0) {
    return {static_cast<std::uint32_t>(neurons / plane), field.height, field.width};
  }
  if (field.height == 1) return {1, 1, population.channels};
  throw FileFault(name + ": a field of " + std::to_string(field.width) + " x " +
                  std::to_string(field.height) + " pixels does not divide the input's " +
                  std::to_string(neurons) + " neurons into channels; crop and downsample set it");
}

TrainBuilder::TrainBuilder(std::string name, const Shape& population, SensorSize field,
                           const BinningOptions& options)
    : population_(population), options_(options), merge_at_(kLeastMerged) {
  check(options, population, name);
  planes_ = address_planes(population, field, name);
  train_.name = std::move(name);
  train_.neurons = static_cast<std::uint32_t>(population.size());
  train_.timesteps = options.timesteps;
}

void TrainBuilder::note(const RawEvent& event, std::uint64_t index) {
  const std::array<std::uint32_t, 3> place{event.channel, event.y, event.x};
  if (seen_ == 0) first_channel_ = event.channel;
  for (std::size_t axis = 0; axis < place.size(); ++axis) {
    Range& range = ranges_[axis];
    range.low = seen_ == 0 ? place[axis] : std::min(range.low, place[axis]);
    range.high = std::max(range.high, place[axis]);
  }
  ++seen_;
  const bool strange =
      planes_.channels == 1 ? event.channel != first_channel_ : event.channel >= planes_.channels;
  if (!strange && event.y < planes_.height && event.x < planes_.width) return;
  if (outside_++ == 0) {
    first_ = event;
    first_index_ = index;
  }
}

void TrainBuilder::add(const RawEvent& event, std::uint64_t index) {
  note(event, index);
  if (outside_ > 0) return;
  const double exact = static_cast<double>(event.time_us) / options_.timestep_us;
  // nearbyint: ties to even, the rounding mode that nothing here changes; np.round of SLAYER.
  const double bin = options_.binning == Binning::floor ? std::floor(exact) : std::nearbyint(exact);
  if (bin >= static_cast<double>(options_.timesteps)) {
    ++train_.events_dropped;
    return;
  }
  ++train_.events_used;
  const std::uint32_t channel = planes_.channels == 1 ? 0 : event.channel;
  const std::uint32_t neuron = (channel * planes_.height + event.y) * planes_.width + event.x;
  train_.events.push_back({static_cast<std::uint32_t>(bin), neuron, 1});
  if (train_.events.size() < merge_at_) return;
  merge(train_);
  merge_at_ = std::max(kLeastMerged, 2 * train_.events.size());
}

std::string TrainBuilder::advice() const {
  const auto& [channels, rows, columns] = ranges_;
  std::string text;
  if (planes_.channels == 1 ? channels.low != channels.high : channels.high >= planes_.channels) {
    text += "; polarity (merge, on, off) leaves one channel";
  }
  if (rows.high < planes_.height && columns.high < planes_.width) return text;
  if (planes_.height == 1 && rows.high > 0 && population_.width == 1) {
    return text + "; a vector takes two coordinates where crop says how wide and high they go";
  }
  const auto factor = [](std::uint32_t high, std::uint32_t size) {
    return std::to_string(std::uint64_t{high} / size + 1);
  };
  return text + "; crop would cut it to size, downsample [" + factor(columns.high, planes_.width) +
         ", " + factor(rows.high, planes_.height) + "] would shrink it";
}

std::string TrainBuilder::fault() const {
  const auto range = [&](const char* name, std::size_t axis) {
    return std::string(name) + " " + std::to_string(ranges_[axis].low) + " to " +
           std::to_string(ranges_[axis].high);
  };
  std::string shape = to_string(population_);
  if (planes_ != population_) shape += ", addressed as " + to_string(planes_);
  return train_.name + ": event " + std::to_string(first_index_) + " at " +
         std::to_string(first_.time_us) + " us: (channel, y, x) = (" +
         std::to_string(first_.channel) + ", " + std::to_string(first_.y) + ", " +
         std::to_string(first_.x) + ") does not fit the input's shape " + shape + "; in all " +
         std::to_string(outside_) + " of " + std::to_string(seen_) + " events do not (" +
         range("channel", 0) + ", " + range("y", 1) + ", " + range("x", 2) + ")" + advice();
}

SpikeTrain TrainBuilder::finish() {
  if (outside_ > 0) throw FileFault(fault());
  merge(train_);
  if (options_.merge == Merge::one) {
    for (SpikeEvent& event : train_.events) event.count = 1;
  }
  return std::move(train_);
}

SpikeTrain bin_events(const std::vector<RawEvent>& events, const Shape& shape,
                      const BinningOptions& options, const std::string& name) {
  TrainBuilder builder(name, shape, {}, options);
  for (std::size_t i = 0; i < events.size(); ++i) builder.add(events[i], i);
  return builder.finish();
}

}  // namespace engram::workloads
