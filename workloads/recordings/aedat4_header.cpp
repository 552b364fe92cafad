#include "workloads/recordings/aedat4_header.hpp"

#include <charconv>
#include <vector>

#include "workloads/files/byte_order.hpp"
#include "workloads/recordings/flatbuffer.hpp"

namespace engram::workloads {
namespace {

constexpr std::string_view kVersion = "#!AER-DAT4.0\r\n";
constexpr std::uint32_t kMostHeaderBytes = 16 << 20;
constexpr std::uint64_t kUnfinished = ~std::uint64_t{0};  // -1: the writer did not get to it
enum Field : unsigned { kCompression, kTablePosition, kInfo };

/// The number in <attr key="..." type="int">n</attr>, the first after `from`.
std::uint32_t attribute(std::string_view xml, std::string_view key, std::size_t from) {
  const std::size_t at = xml.find("\"" + std::string(key) + "\"", from);
  const std::size_t value = at == std::string_view::npos ? at : xml.find('>', at);
  std::uint32_t number = 0;
  if (value != std::string_view::npos) {
    std::from_chars(xml.data() + value + 1, xml.data() + xml.size(), number);
  }
  return number;
}

/// The description of an event stream has sizeX and sizeY after its type.
SensorSize sensor_of(std::string_view xml) {
  const std::size_t stream = xml.find(">EVTS<");
  if (stream == std::string_view::npos) return {};
  const std::string_view own = xml.substr(0, xml.find("typeIdentifier", stream));
  // Attributes stand in order of the alphabet, but the child that holds the sizes stands last.
  return {attribute(own, "sizeX", stream), attribute(own, "sizeY", stream)};
}

std::vector<unsigned char> read_bytes(ByteSource& source, std::uint32_t bytes) {
  std::vector<unsigned char> all;
  while (all.size() < bytes) {
    const std::size_t piece = std::min<std::size_t>(bytes - all.size(), ByteSource::kBuffer);
    const unsigned char* from = source.need(piece, "the header");
    all.insert(all.end(), from, from + piece);
  }
  return all;
}

}  // namespace

Aedat4Header read_aedat4_header(ByteSource& source) {
  const auto begin = source.peek(kVersion.size());
  if (std::string_view(reinterpret_cast<const char*>(begin.data()), begin.size()) != kVersion) {
    source.fail(0, "not AEDAT 4.0 (expected #!AER-DAT4.0)");
  }
  source.skip(kVersion.size(), "the version");
  const std::uint64_t offset = source.offset();
  const std::uint32_t bytes = little32(source.need(4, "the header's size"));
  if (bytes > kMostHeaderBytes || bytes > source.left()) {
    source.fail(offset,
                "a header of " + std::to_string(bytes) + " bytes (expected at most " +
                    std::to_string(std::min<std::uint64_t>(kMostHeaderBytes, source.left())) + ")");
  }
  const std::vector<unsigned char> buffer = read_bytes(source, bytes);
  const auto table = FlatTable::root(buffer, "IOHE");
  const auto info = table ? table->vector(kInfo, 1) : std::nullopt;
  const unsigned char* compression = nullptr;
  const unsigned char* position = nullptr;
  if (!info || !table->scalar(kCompression, 4, compression) ||
      !table->scalar(kTablePosition, 8, position)) {
    source.fail(offset, "the header is damaged");
  }
  Aedat4Header header;
  if (compression != nullptr) header.compression = little32(compression);
  if (position != nullptr && little64(position) != kUnfinished) {
    header.table_offset = little64(position);
    if (*header.table_offset < source.offset()) {
      source.fail(offset, "the header places the data table at byte " +
                              std::to_string(*header.table_offset) + " (expected at least " +
                              std::to_string(source.offset()) + ")");
    }
  }
  header.sensor =
      sensor_of({reinterpret_cast<const char*>(info->bytes.data()), info->bytes.size()});
  return header;
}

}  // namespace engram::workloads
