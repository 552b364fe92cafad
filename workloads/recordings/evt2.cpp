#include "workloads/files/byte_order.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/prophesee_header.hpp"
#include "workloads/recordings/wrapping_clock.hpp"

namespace engram::workloads {
namespace {

/// Prophesee EVT 2.0: little-endian words of 32 bits, the upper four their type. An event has the
/// lower 6 bits of its time, a TIME_HIGH word the other 28 of all that follow.
class Evt2Reader : public EventReader {
 public:
  explicit Evt2Reader(const Path& file) : source_(file) {
    const PropheseeHeader header = read_prophesee_header(source_);
    if (header.events != "EVT2") {
      source_.fail(0, "the header names " +
                          (header.events.empty() ? "no format" : header.events.substr(0, 20)) +
                          " (expected EVT2)");
    }
    sensor_ = header.sensor;
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      const std::uint64_t offset = source_.offset();
      const unsigned char* record = source_.record(4, "a word");
      if (record == nullptr) return false;
      take(little32(record), offset, events);
      return true;
    });
  }
  SensorSize sensor() const override { return sensor_; }

 private:
  void take(std::uint32_t word, std::uint64_t offset, std::vector<RawEvent>& events) {
    const std::uint32_t type = word >> 28;
    switch (type) {
      case 0x0:    // OFF
      case 0x1: {  // ON
        if (!timed_) return;
        const std::uint64_t time = high_ | (word >> 22 & 0x3f);
        events.push_back({time, word >> 11 & 0x7ff, word & 0x7ff, type});
        return;
      }
      case 0x8:
        high_ = clock_.extend(std::uint64_t{word & 0xfffffff} << 6);
        timed_ = true;
        return;
      case 0xa:  // edge of the trigger input
      case 0xe:  // others, of the vendor
      case 0xf:  // their continuation
        return;
      default:
        source_.fail(offset, "a word of type " + std::to_string(type) +
                                 ", which EVT 2.0 reserves (expected 0, 1, 8, 10, 14 or 15)");
    }
  }

  ByteSource source_;
  SensorSize sensor_;
  WrappingClock clock_{34};
  std::uint64_t high_ = 0;
  bool timed_ = false;  ///< a TIME_HIGH came; events before the first have no time
};

}  // namespace

std::unique_ptr<EventReader> open_evt2(const Path& file) {
  return std::make_unique<Evt2Reader>(file);
}

}  // namespace engram::workloads
