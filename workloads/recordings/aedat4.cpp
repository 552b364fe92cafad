#include <algorithm>

#include "workloads/files/byte_order.hpp"
#include "workloads/recordings/aedat4_header.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/flatbuffer.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/packet_decoder.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kEventBytes = 16;
constexpr std::size_t kPrefixBytes = 12;  // size, root, identifier

std::unique_ptr<Unpacker> unpacker_of(const ByteSource& source, const Aedat4Header& header) {
  std::unique_ptr<Unpacker> unpacker = make_unpacker(header.compression);
  if (unpacker != nullptr) return unpacker;
  source.fail(0, "compression " + std::to_string(header.compression) +
                     " (expected 0, none; 1 or 2, LZ4; 3 or 4, Zstandard)");
}

/// AEDAT 4.0 of DV: packets of a stream, each a flatbuffer that may be compressed. Event packets
/// are read, of all streams, in file order; frames, inertial samples and triggers are passed over.
class Aedat4Reader : public EventReader {
 public:
  explicit Aedat4Reader(const Path& file)
      : source_(file),
        header_(read_aedat4_header(source_)),
        unpacker_(unpacker_of(source_, header_)),
        decoder_(source_, *unpacker_) {}

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      if (event_ == packet_.count) return next_packet();
      events.push_back(event_at(packet_.bytes.data() + kEventBytes * event_));
      ++event_;
      return true;
    });
  }
  SensorSize sensor() const override { return header_.sensor; }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    source_.fail(offset_, "the packet " + what);
  }

  bool next_packet() {
    packet_ = {};
    event_ = 0;
    offset_ = source_.offset();
    if (header_.table_offset && offset_ >= *header_.table_offset) return false;
    const unsigned char* head = source_.record(8, "a packet's header");
    if (head == nullptr) {
      if (!header_.table_offset) return false;
      fail("is missing: the file ends before its data table at byte " +
           std::to_string(*header_.table_offset));
    }
    decoder_.begin(little32(head + 4));
    const std::vector<unsigned char>& begin = decoder_.unpack(kPrefixBytes);
    if (begin.size() < kPrefixBytes) fail("is shorter than 12 bytes");
    if (!std::equal(begin.begin() + 8, begin.begin() + 12, "EVTS")) {
      decoder_.finish();
      return true;
    }
    const std::vector<unsigned char>& all = decoder_.unpack_all();
    const std::uint32_t size = little32(all.data());
    if (size > all.size() - 4) {
      fail("holds " + std::to_string(all.size() - 4) + " bytes, expected " + std::to_string(size));
    }
    const auto table = FlatTable::root({all.data() + 4, size}, "EVTS");
    const auto events = table ? table->vector(0, kEventBytes) : std::nullopt;
    if (!events) fail("is damaged: its events lead out of it");
    packet_ = *events;
    return true;
  }

  RawEvent event_at(const unsigned char* at) const {
    const std::uint64_t time = little64(at);
    const std::uint32_t x = little16(at + 8), y = little16(at + 10);
    if (time >> 63 != 0 || x >> 15 != 0 || y >> 15 != 0) {
      fail("has an event of negative time or place (event " + std::to_string(event_) + ")");
    }
    return {time, x, y, at[12] != 0 ? 1U : 0U};
  }

  ByteSource source_;
  Aedat4Header header_;
  std::unique_ptr<Unpacker> unpacker_;
  PacketDecoder decoder_;
  std::uint64_t offset_ = 0;  ///< of the packet
  FlatVector packet_;         ///< its events, in what decoder_ holds
  std::uint32_t event_ = 0;   ///< the next of them
};

}  // namespace

std::unique_ptr<EventReader> open_aedat4(const Path& file) {
  return std::make_unique<Aedat4Reader>(file);
}

}  // namespace engram::workloads
