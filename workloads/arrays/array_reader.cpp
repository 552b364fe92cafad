#include "workloads/arrays/array_reader.hpp"

#include <string_view>

#include "workloads/arrays/formats.hpp"
#include "workloads/arrays/gzip_source.hpp"
#include "workloads/files/byte_source.hpp"

namespace engram::workloads {

std::string ArrayReader::set_shape(std::vector<std::uint64_t> shape) {
  if (shape.empty()) return "an array without axes (expected a list of samples)";
  for (std::size_t axis = 1; axis < shape.size(); ++axis) {
    if (shape[axis] > kMaxSlice || slice_ * shape[axis] > kMaxSlice) {
      return "one sample has more than " + std::to_string(kMaxSlice) + " numbers";
    }
    slice_ *= shape[axis];
  }
  if (slice_ == 0) return "samples of no numbers (an axis after the first has size 0)";
  shape_ = std::move(shape);
  return "";
}

namespace {

/// Text of numbers: its first byte, after blanks, is one that may begin a number or a name.
bool begins_like_text(unsigned char first) {
  return (first >= '!' && first < 0x7f) || first == ' ' || first == '\t' || first == '\n' ||
         first == '\r' || first == 0xef;
}

}  // namespace

std::unique_ptr<ArrayReader> open_array(const std::filesystem::path& file) {
  ByteSource source(file);
  const auto bytes = source.peek(6);
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  using namespace std::string_view_literals;
  if (head == "\x93NUMPY"sv) return open_npy(file);
  if (head.starts_with("\0\0"sv)) return open_idx(file);
  if (head.starts_with("\x1f\x8b"sv)) {
    unsigned char first = 0;
    GzipSource(file).take(&first, 1, "its first byte");
    return begins_like_text(first) ? open_csv(file) : open_idx(file);
  }
  if (!head.empty() && begins_like_text(bytes[0])) return open_csv(file);
  source.fail(0, "neither IDX (0 0 ..., plain or gzip), .npy (\\x93NUMPY) nor lines of numbers");
}

}  // namespace engram::workloads
