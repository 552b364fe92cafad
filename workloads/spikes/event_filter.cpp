#include "workloads/spikes/event_filter.hpp"

namespace engram::workloads {
namespace {

std::uint32_t divided_up(std::uint32_t size, std::uint32_t by) {
  return size / by + (size % by != 0 ? 1 : 0);
}

}  // namespace

EventFilter::EventFilter(const EventOptions& options, SensorSize sensor, std::uint64_t origin_us)
    : options_(options), origin_us_(origin_us) {
  const SensorSize seen =
      options.crop ? SensorSize{options.crop->width, options.crop->height} : sensor;
  field_ = {divided_up(seen.width, options.downsample_x),
            divided_up(seen.height, options.downsample_y)};
}

bool EventFilter::keeps_channel(std::uint32_t channel) const {
  if (options_.polarity == Polarity::on) return channel == 1;
  if (options_.polarity == Polarity::off) return channel == 0;
  return true;
}

std::optional<RawEvent> EventFilter::pass(const RawEvent& event) {
  RawEvent kept = event;
  kept.time_us -= origin_us_;
  if (options_.window) {
    if (kept.time_us < options_.window->start_us || kept.time_us >= options_.window->end_us) {
      ++counts_.outside_window;
      return std::nullopt;
    }
    kept.time_us -= options_.window->start_us;
  }
  if (!keeps_channel(kept.channel)) {
    ++counts_.other_polarity;
    return std::nullopt;
  }
  if (options_.polarity != Polarity::both) kept.channel = 0;
  if (options_.crop) {
    const Crop& crop = *options_.crop;
    // Unsigned: a coordinate before the corner wraps to one beyond the size.
    if (kept.x - crop.x >= crop.width || kept.y - crop.y >= crop.height) {
      ++counts_.outside_crop;
      return std::nullopt;
    }
    kept.x -= crop.x;
    kept.y -= crop.y;
  }
  kept.x /= options_.downsample_x;
  kept.y /= options_.downsample_y;
  return kept;
}

}  // namespace engram::workloads
