#include "aedat4_bytes.hpp"

#include <lz4frame.h>
#include <zstd.h>

#include "recording_bytes.hpp"

namespace engram::workloads {
namespace {

std::string prefixed(const std::string& buffer) {
  return little(buffer.size(), 4) + buffer;
}

}  // namespace

std::string event_flatbuffer(const std::vector<RawEvent>& events) {
  // Root 16; vtable at 8 (6 bytes, padded): table of 8 bytes, field 0 at 4; vector at 24.
  std::string buffer = little(16, 4) + "EVTS" + little(6, 2) + little(8, 2) + little(4, 2) +
                       little(0, 2) + little(8, 4) + little(4, 4) + little(events.size(), 4);
  for (const RawEvent& event : events) {
    buffer += little(event.time_us, 8) + little(event.x, 2) + little(event.y, 2) +
              little(event.channel, 1) + little(0, 3);
  }
  return prefixed(buffer);
}

std::string other_flatbuffer(const std::string& identifier, std::size_t bytes) {
  return prefixed(little(8, 4) + identifier + std::string(bytes, '\x5a'));
}

std::string packed(Packing packing, const std::string& payload) {
  std::string out(
      LZ4F_compressFrameBound(payload.size(), nullptr) + 64 + ZSTD_compressBound(payload.size()),
      '\0');
  switch (packing) {
    case Packing::none:
      return payload;
    case Packing::lz4:
      out.resize(
          LZ4F_compressFrame(out.data(), out.size(), payload.data(), payload.size(), nullptr));
      return out;
    case Packing::zstd:
      out.resize(ZSTD_compress(out.data(), out.size(), payload.data(), payload.size(), 3));
      return out;
  }
  return {};
}

std::string packet4(const std::string& payload) {
  return little(0, 4) + little(payload.size(), 4) + payload;
}

std::string header4(int compression, std::int64_t table_position, const std::string& xml) {
  // Root 20; vtable at 8 (10 bytes, padded): fields at 4, 8 and 16 of the table; text at 40.
  const std::string buffer = little(20, 4) + "IOHE" + little(10, 2) + little(20, 2) + little(4, 2) +
                             little(8, 2) + little(16, 2) + little(0, 2) + little(12, 4) +
                             little(static_cast<unsigned>(compression), 4) +
                             little(static_cast<std::uint64_t>(table_position), 8) + little(4, 4) +
                             little(xml.size(), 4) + xml;
  return "#!AER-DAT4.0\r\n" + prefixed(buffer);
}

std::string aedat4(Packing packing, const std::vector<std::vector<RawEvent>>& packets) {
  std::string data;
  for (const std::vector<RawEvent>& events : packets) {
    data += packet4(packed(packing, event_flatbuffer(events)));
  }
  const int compression = static_cast<int>(packing);
  const std::size_t begin = header4(compression).size();
  return header4(compression, static_cast<std::int64_t>(begin + data.size())) + data +
         "the table of data, which no reader of events needs";
}

}  // namespace engram::workloads
