#include <fstream>

#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kRecordBytes = 5;
constexpr std::size_t kBlockBytes = kRecordBytes * 8192;

RawEvent event_from(const unsigned char* record) {
  RawEvent event;
  event.x = record[0];
  event.y = record[1];
  event.channel = record[2] >> 7;
  event.time_us =
      (record[2] & 0x7fU) << 16 | static_cast<std::uint32_t>(record[3]) << 8 | record[4];
  return event;
}

}  // namespace

std::vector<RawEvent> read_nmnist(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file)) {
    throw FileFault(file.string() + ": cannot be opened for reading");
  }
  std::vector<RawEvent> events;
  std::vector<char> block(kBlockBytes);
  std::uint64_t offset = 0;  // bytes decoded so far
  while (stream.read(block.data(), kBlockBytes) || stream.gcount() > 0) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(block.data());
    const auto read = static_cast<std::size_t>(stream.gcount());
    const std::size_t whole = read / kRecordBytes * kRecordBytes;
    for (std::size_t at = 0; at < whole; at += kRecordBytes) {
      events.push_back(event_from(bytes + at));
    }
    offset += whole;
    if (whole != read) {
      throw FileFault(file.string() + ": byte " + std::to_string(offset) +
                      ": the file ends inside a record (found " + std::to_string(read - whole) +
                      " bytes, expected 5)");
    }
  }
  if (stream.bad()) {
    throw FileFault(file.string() + ": byte " + std::to_string(offset) +
                    ": the file cannot be read");
  }
  return events;
}

}  // namespace engram::workloads
