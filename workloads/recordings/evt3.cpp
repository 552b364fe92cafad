#include "workloads/files/byte_order.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/prophesee_header.hpp"
#include "workloads/recordings/wrapping_clock.hpp"

namespace engram::workloads {
namespace {

constexpr unsigned kMostOfAWord = 12;           // events of VECT_12
constexpr std::uint32_t kSensorColumns = 2048;  // x has 11 bits

/// Prophesee EVT 3.0: little-endian words of 16 bits, the upper four their type. Words set row,
/// base column, and the two halves of a time of 24 bits; events are a column, or a mask from the
/// base on.
class Evt3Reader : public EventReader {
 public:
  explicit Evt3Reader(const Path& file) : source_(file) {
    const PropheseeHeader header = read_prophesee_header(source_);
    if (header.events != "EVT3") {
      source_.fail(0, "the header names " +
                          (header.events.empty() ? "no format" : header.events.substr(0, 20)) +
                          " (expected EVT3)");
    }
    sensor_ = header.sensor;
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, kMostOfAWord, [this](std::vector<RawEvent>& events) {
      const std::uint64_t offset = source_.offset();
      const unsigned char* record = source_.record(2, "a word");
      if (record == nullptr) return false;
      take(little16(record), offset, events);
      return true;
    });
  }
  SensorSize sensor() const override { return sensor_; }

 private:
  void take(std::uint32_t word, std::uint64_t offset, std::vector<RawEvent>& events) {
    const std::uint32_t value = word & 0xfff;
    switch (word >> 12) {
      case 0x0:  // ADDR_Y
        y_ = word & 0x7ff;
        placed_ = true;
        return;
      case 0x2:  // ADDR_X
        add(word & 0x7ff, word >> 11 & 1, events);
        return;
      case 0x3:  // VECT_BASE_X
        base_ = word & 0x7ff;
        polarity_ = word >> 11 & 1;
        return;
      case 0x4:
        return add_vector(value, 12, offset, events);
      case 0x5:
        return add_vector(value & 0xff, 8, offset, events);
      case 0x6:  // TIME_LOW
        time_ = high_ | value;
        return;
      case 0x8:  // TIME_HIGH
        high_ = clock_.extend(std::uint64_t{value} << 12);
        time_ = high_ | (time_ & 0xfff);
        timed_ = true;
        return;
      case 0x7:  // continuations, trigger, others of the vendor
      case 0xa:
      case 0xe:
      case 0xf:
        return;
      default:
        source_.fail(offset, "a word of type " + std::to_string(word >> 12) +
                                 ", which EVT 3.0 reserves (expected 0, 2 to 8, 10, 14 or 15)");
    }
  }

  void add(std::uint32_t x, std::uint32_t polarity, std::vector<RawEvent>& events) const {
    if (timed_ && placed_) events.push_back({time_, x, y_, polarity});
  }

  void add_vector(std::uint32_t mask, std::uint32_t width, std::uint64_t offset,
                  std::vector<RawEvent>& events) {
    for (std::uint32_t bit = 0; bit < width; ++bit) {
      if ((mask >> bit & 1) == 0) continue;
      if (base_ + bit >= kSensorColumns) {
        source_.fail(offset, "a vector reaches x = " + std::to_string(base_ + bit) +
                                 " (expected less than 2048)");
      }
      add(base_ + bit, polarity_, events);
    }
    if (base_ < kSensorColumns) base_ += width;
  }

  ByteSource source_;
  SensorSize sensor_;
  WrappingClock clock_{24};
  std::uint64_t high_ = 0, time_ = 0;
  std::uint32_t y_ = 0, base_ = 0, polarity_ = 0;
  bool timed_ = false, placed_ = false;  ///< a TIME_HIGH, an ADDR_Y came
};

}  // namespace

std::unique_ptr<EventReader> open_evt3(const Path& file) {
  return std::make_unique<Evt3Reader>(file);
}

}  // namespace engram::workloads
