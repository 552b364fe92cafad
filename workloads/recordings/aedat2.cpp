#include <optional>

#include "workloads/files/byte_order.hpp"
#include "workloads/recordings/comment_header.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/sensor_chips.hpp"
#include "workloads/recordings/wrapping_clock.hpp"

namespace engram::workloads {
namespace {

enum class Layout { davis, dvs128 };

struct Header {
  std::string chip;  ///< class of jAER; empty where it is not named
  std::uint64_t chip_offset = 0;
};

Header read_header(ByteSource& source) {
  if (!next_comment(source, '#').value_or("").starts_with("#!AER-DAT2.0")) {
    source.fail(0, "not AEDAT 2.0 (expected #!AER-DAT2.0)");
  }
  Header header;
  constexpr std::string_view kChip = "# AEChip: ";
  for (std::uint64_t offset = source.offset(); auto line = next_comment(source, '#');
       offset = source.offset()) {
    if (line->starts_with("#End Of ASCII Header")) break;
    if (line->starts_with(kChip)) header = {line->substr(kChip.size()), offset};
  }
  return header;
}

/// Without a chip the addresses are a DAVIS's, as in what jAER's scripts write.
Layout layout_of(const ByteSource& source, const Header& header) {
  if (names(header.chip, "dvs128")) return Layout::dvs128;
  if (header.chip.empty() || names(header.chip, "davis")) return Layout::davis;
  source.fail(header.chip_offset, "the chip is '" + header.chip.substr(0, 80) +
                                      "' (expected a DAVIS or DVS128; name the format "
                                      "aedat2_davis or aedat2_dvs128 if its addresses are theirs)");
}

/// AEDAT 2.0 of jAER: big-endian address and microseconds, 32 bits each, after lines of '#'.
class Aedat2Reader : public EventReader {
 public:
  Aedat2Reader(const Path& file, std::optional<Layout> layout) : source_(file) {
    const Header header = read_header(source_);
    layout_ = layout ? *layout : layout_of(source_, header);
    sensor_ = sensor_of_chip(header.chip);
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      const unsigned char* record = source_.record(8, "a record");
      if (record == nullptr) return false;
      const std::uint32_t address = big32(record);
      const std::uint64_t time = clock_.extend(big32(record + 4));
      if (layout_ == Layout::davis) {
        add_davis(events, address, time);
      } else {
        add_dvs128(events, address, time);
      }
      return true;
    });
  }
  SensorSize sensor() const override { return sensor_; }

 private:
  /// Bit 31: a sample of a frame or of the inertial unit; bit 10: an edge on the sync connector.
  static void add_davis(std::vector<RawEvent>& events, std::uint32_t address, std::uint64_t time) {
    if ((address & 0x80000400U) != 0) return;
    events.push_back({time, address >> 12 & 0x3ff, address >> 22 & 0x1ff, address >> 11 & 1});
  }
  /// Bit 15: an edge on the sync connector. The polarity bit is 1 for OFF.
  static void add_dvs128(std::vector<RawEvent>& events, std::uint32_t address, std::uint64_t time) {
    if ((address & 0x8000U) != 0) return;
    events.push_back({time, address >> 1 & 0x7f, address >> 8 & 0x7f, 1 - (address & 1)});
  }

  ByteSource source_;
  Layout layout_ = Layout::davis;
  SensorSize sensor_;
  WrappingClock clock_{32};
};

}  // namespace

std::unique_ptr<EventReader> open_aedat2(const Path& file) {
  return std::make_unique<Aedat2Reader>(file, std::nullopt);
}
std::unique_ptr<EventReader> open_aedat2_davis(const Path& file) {
  return std::make_unique<Aedat2Reader>(file, Layout::davis);
}
std::unique_ptr<EventReader> open_aedat2_dvs128(const Path& file) {
  return std::make_unique<Aedat2Reader>(file, Layout::dvs128);
}

}  // namespace engram::workloads
