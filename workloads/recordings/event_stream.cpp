#include <array>

#include "workloads/files/byte_order.hpp"
#include "workloads/files/byte_source.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"

namespace engram::workloads {
namespace {

constexpr std::array<const char*, 5> kTypes = {"generic", "DVS", "ATIS", "display", "colour"};
constexpr unsigned kDvs = 1, kAtis = 2;

/// Event Stream, version 2: the time since the last event in the first byte of each, x and y as
/// little-endian words behind it. DVS streams, and the change detections of ATIS streams.
class EventStreamReader : public EventReader {
 public:
  explicit EventStreamReader(const Path& file) : source_(file) {
    const auto magic = source_.peek(12);
    if (std::string_view(reinterpret_cast<const char*>(magic.data()), magic.size()) !=
        "Event Stream") {
      source_.fail(0, "not an Event Stream (expected Event Stream)");
    }
    const unsigned char* header = source_.need(16, "the header");
    if (header[12] != 2) {
      source_.fail(12, "version " + std::to_string(header[12]) + " of Event Stream (expected 2)");
    }
    type_ = header[15];
    if (type_ != kDvs && type_ != kAtis) {
      const std::string name = type_ < kTypes.size() ? kTypes.at(type_) : "unknown";
      source_.fail(15, "a stream of type " + std::to_string(type_) + ", " + name +
                           " events (expected 1, DVS, or 2, ATIS)");
    }
    const unsigned char* size = source_.need(4, "width and height");
    sensor_ = {little16(size), little16(size + 2)};
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      const unsigned char* first = source_.record(1, "an event");
      if (first == nullptr) return false;
      if (type_ == kDvs) {
        take_dvs(*first, events);
      } else {
        take_atis(*first, events);
      }
      return true;
    });
  }
  SensorSize sensor() const override { return sensor_; }

 private:
  void take_dvs(unsigned first, std::vector<RawEvent>& events) {
    if (first == 0xff) return;  // reset: ends what a bit error left open
    if (first == 0xfe) {
      time_ += 127;
      return;
    }
    time_ += first >> 1;
    add(first & 1, true, events);
  }

  /// Bit 0: a crossing of the exposure measurement, which is no change detection.
  void take_atis(unsigned first, std::vector<RawEvent>& events) {
    if ((first & 0xfc) == 0xfc) {
      time_ += std::uint64_t{63} * (first & 3);  // 0: reset
      return;
    }
    time_ += first >> 2;
    add(first >> 1 & 1, (first & 1) == 0, events);
  }

  void add(unsigned polarity, bool is_change, std::vector<RawEvent>& events) {
    const std::uint64_t offset = source_.offset();
    const unsigned char* place = source_.need(4, "the address of an event");
    const std::uint32_t x = little16(place), y = little16(place + 2);
    if (x >= sensor_.width || y >= sensor_.height) {
      source_.fail(offset, "(x, y) = (" + std::to_string(x) + ", " + std::to_string(y) +
                               ") lies outside the sensor of " + std::to_string(sensor_.width) +
                               " x " + std::to_string(sensor_.height));
    }
    if (is_change) events.push_back({time_, x, y, polarity});
  }

  ByteSource source_;
  SensorSize sensor_;
  unsigned type_ = 0;
  std::uint64_t time_ = 0;
};

}  // namespace

std::unique_ptr<EventReader> open_event_stream(const Path& file) {
  return std::make_unique<EventStreamReader>(file);
}

}  // namespace engram::workloads
