#include "workloads/files/byte_source.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"

namespace engram::workloads {
namespace {

/// SLAYER, three dimensions: 12 bits of x, 12 of y, 8 of channel, 24 of microseconds, most
/// significant byte first.
class Bs3Reader : public EventReader {
 public:
  explicit Bs3Reader(const Path& file) : source_(file) {}

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      const unsigned char* record = source_.record(7, "a record");
      if (record == nullptr) return false;
      const std::uint32_t x = static_cast<std::uint32_t>(record[0] << 4 | record[1] >> 4);
      const std::uint32_t y = static_cast<std::uint32_t>((record[1] & 0x0f) << 8 | record[2]);
      const std::uint32_t time =
          static_cast<std::uint32_t>(record[4] << 16 | record[5] << 8 | record[6]);
      events.push_back({time, x, y, record[3]});
      return true;
    });
  }

 private:
  ByteSource source_;
};

}  // namespace

std::unique_ptr<EventReader> open_bs3(const Path& file) {
  return std::make_unique<Bs3Reader>(file);
}

}  // namespace engram::workloads
