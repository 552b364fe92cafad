#include "workloads/files/byte_order.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/prophesee_header.hpp"
#include "workloads/recordings/wrapping_clock.hpp"

namespace engram::workloads {
namespace {

/// Prophesee DAT, version 2 (N-CARS, GEN1): lines of '%', event type and size, then little-endian
/// microseconds and 14 bits of x, 14 of y, 4 of polarity.
class DatReader : public EventReader {
 public:
  explicit DatReader(const Path& file) : source_(file) {
    const PropheseeHeader header = read_prophesee_header(source_);
    if (source_.offset() == 0) source_.fail(0, "not a DAT file (expected lines that begin with %)");
    if (!header.version.empty() && header.version != "2") {
      source_.fail(0, "version " + header.version.substr(0, 20) + " of DAT (expected 2)");
    }
    sensor_ = header.sensor;
    const std::uint64_t offset = source_.offset();
    const unsigned char* kind = source_.record(2, "the type and size of events");
    if (kind == nullptr) return;  // a header alone: no events
    if ((kind[0] != 0 && kind[0] != 12) || kind[1] != 8) {
      source_.fail(offset, "events of type " + std::to_string(kind[0]) + " and " +
                               std::to_string(kind[1]) +
                               " bytes (expected type 0 or 12, change detections, of 8)");
    }
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      const unsigned char* record = source_.record(8, "a record");
      if (record == nullptr) return false;
      const std::uint32_t data = little32(record + 4);
      events.push_back(
          {clock_.extend(little32(record)), data & 0x3fff, data >> 14 & 0x3fff, data >> 28 & 0xf});
      return true;
    });
  }
  SensorSize sensor() const override { return sensor_; }

 private:
  ByteSource source_;
  SensorSize sensor_;
  WrappingClock clock_{32};
};

}  // namespace

std::unique_ptr<EventReader> open_dat(const Path& file) {
  return std::make_unique<DatReader>(file);
}

}  // namespace engram::workloads
