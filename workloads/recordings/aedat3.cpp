#include "workloads/files/byte_order.hpp"
#include "workloads/recordings/comment_header.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/sensor_chips.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint32_t kPolarity = 1;       // event type
constexpr std::uint32_t kPolarityBytes = 8;  // of a polarity event
constexpr std::uint32_t kTimeOffset = 4;     // of its time in it

/// AEDAT 3.1 of cAER (DVS128 Gesture): little-endian packets of events, after lines of '#'.
class Aedat3Reader : public EventReader {
 public:
  explicit Aedat3Reader(const Path& file) : source_(file) {
    if (!next_comment(source_, '#').value_or("").starts_with("#!AER-DAT3.1")) {
      source_.fail(0, "not AEDAT 3.1 (expected #!AER-DAT3.1)");
    }
    while (true) {
      const std::uint64_t offset = source_.offset();
      const auto line = next_comment(source_, '#');
      if (!line) source_.fail(offset, "the header does not end (expected #!END-HEADER)");
      if (line->starts_with("#!END-HEADER")) return;
      if (line->starts_with("#Format:") && line->find("RAW") == std::string::npos) {
        source_.fail(offset, "'" + line->substr(1, 80) + "' (expected Format: RAW)");
      }
      if (line->starts_with("#Source ") && sensor_.width == 0) sensor_ = sensor_of_chip(*line);
    }
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      if (events_left_ == 0) return next_packet();
      --events_left_;
      add_event(events);
      return true;
    });
  }
  SensorSize sensor() const override { return sensor_; }

 private:
  bool next_packet() {
    const std::uint64_t offset = source_.offset();
    const unsigned char* header = source_.record(28, "a packet's header");
    if (header == nullptr) return false;
    const std::uint32_t type = little16(header);
    const std::uint32_t size = little32(header + 4);
    const std::uint32_t time_offset = little32(header + 8);
    const std::uint32_t overflow = little32(header + 12);
    const std::uint32_t number = little32(header + 20);
    if (std::uint64_t{size} * number > source_.left()) {
      source_.fail(offset, "the file ends inside a packet (found " +
                               std::to_string(source_.left()) + " bytes, expected " +
                               std::to_string(number) + " events of " + std::to_string(size) + ")");
    }
    if (type != kPolarity) {
      source_.skip(std::uint64_t{size} * number, "a packet");
      return true;
    }
    if (size != kPolarityBytes || time_offset != kTimeOffset || overflow >> 31 != 0) {
      source_.fail(offset, "a packet of polarity events of " + std::to_string(size) +
                               " bytes, their time at byte " + std::to_string(time_offset) +
                               ", time overflow " + std::to_string(overflow) +
                               " (expected 8, 4, less than 2147483648)");
    }
    base_ = std::uint64_t{overflow} << 31;
    events_left_ = number;
    return true;
  }

  /// An event whose valid bit is 0 was filtered out by what wrote the file: it is none.
  void add_event(std::vector<RawEvent>& events) {
    const std::uint64_t offset = source_.offset();
    const unsigned char* record = source_.need(kPolarityBytes, "an event");
    const std::uint32_t data = little32(record);
    const std::uint32_t time = little32(record + 4);
    if ((data & 1) == 0) return;
    if (time >> 31 != 0) source_.fail(offset, "an event has a negative time");
    events.push_back({base_ | time, data >> 17, data >> 2 & 0x7fff, data >> 1 & 1});
  }

  ByteSource source_;
  SensorSize sensor_;
  std::uint64_t base_ = 0;  ///< time of the packet's overflow, us
  std::uint32_t events_left_ = 0;
};

}  // namespace

std::unique_ptr<EventReader> open_aedat3(const Path& file) {
  return std::make_unique<Aedat3Reader>(file);
}

}  // namespace engram::workloads
