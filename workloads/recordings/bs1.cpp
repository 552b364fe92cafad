#include "workloads/files/byte_source.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"

namespace engram::workloads {
namespace {

/// SLAYER, one dimension: 16 bits of neuron, 1 of polarity, 23 of microseconds, most significant
/// byte first.
class Bs1Reader : public EventReader {
 public:
  explicit Bs1Reader(const Path& file) : source_(file) {}

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      const unsigned char* record = source_.record(5, "a record");
      if (record == nullptr) return false;
      const std::uint32_t neuron = static_cast<std::uint32_t>(record[0] << 8 | record[1]);
      const std::uint32_t time =
          static_cast<std::uint32_t>((record[2] & 0x7f) << 16 | record[3] << 8 | record[4]);
      events.push_back({time, neuron, 0, static_cast<std::uint32_t>(record[2] >> 7)});
      return true;
    });
  }

 private:
  ByteSource source_;
};

}  // namespace

std::unique_ptr<EventReader> open_bs1(const Path& file) {
  return std::make_unique<Bs1Reader>(file);
}

}  // namespace engram::workloads
