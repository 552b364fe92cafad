#include "workloads/arrays/array_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "workloads/arrays/npy_header.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;

std::uint64_t big_endian(const unsigned char* bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[i];
  return value;
}

}  // namespace

ArrayReader::ArrayReader(const std::filesystem::path& file) : file_(file.string()), bytes_(file) {
  std::array<unsigned char, 4> magic{};
  if (bytes_.read(magic.data(), magic.size()) < magic.size()) fail("the file ends in its header");
  if (magic[0] == 0 && magic[1] == 0) {
    read_idx(magic[2], magic[3]);
  } else if (std::memcmp(magic.data(), "\x93NUM", magic.size()) == 0) {
    read_npy();
  } else {
    fail("neither IDX (found no 0 0) nor .npy (found no \\x93NUMPY)");
  }
  check_shape();
}

void ArrayReader::fail(const std::string& what) const {
  throw FileFault(file_ + ": byte " + std::to_string(bytes_.offset()) + ": " + what);
}

void ArrayReader::take(unsigned char* to, std::size_t size, const std::string& what) {
  const std::size_t got = bytes_.read(to, size);
  if (got == size) return;
  fail("the file ends inside " + what + " (found " + std::to_string(got) + " bytes, expected " +
       std::to_string(size) + ")");
}

void ArrayReader::read_idx(unsigned type, unsigned rank) {
  switch (type) {
    case 0x08:
      element_ = {1, false, false, true};
      break;
    case 0x09:
      element_ = {1, true, false, true};
      break;
    case 0x0b:
      element_ = {2, true, false, true};
      break;
    case 0x0c:
      element_ = {4, true, false, true};
      break;
    case 0x0d:
      element_ = {4, true, true, true};
      break;
    case 0x0e:
      element_ = {8, true, true, true};
      break;
    default:
      fail("an IDX type of " + std::to_string(type) + " (expected 8, 9, 11, 12, 13 or 14)");
  }
  if (rank > kMaxRank) fail("an IDX array of " + std::to_string(rank) + " axes (at most 8)");
  for (unsigned axis = 0; axis < rank; ++axis) {
    std::array<unsigned char, 4> size{};
    take(size.data(), size.size(), "the IDX header");
    shape_.push_back(big_endian(size.data(), size.size()));
  }
}

void ArrayReader::read_npy() {
  std::array<unsigned char, 4> rest{};  // "PY", version
  take(rest.data(), rest.size(), "the .npy header");
  const unsigned version = rest[2];
  if (rest[0] != 'P' || rest[1] != 'Y') fail("no .npy file (found no \\x93NUMPY)");
  if (version < 1 || version > 3) {
    fail("an .npy version of " + std::to_string(version) + " (expected 1 to 3)");
  }
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  std::array<unsigned char, 4> length{};
  take(length.data(), length_bytes, "the .npy header");
  std::reverse(length.begin(), length.begin() + static_cast<std::ptrdiff_t>(length_bytes));
  const std::uint64_t size = big_endian(length.data(), length_bytes);
  if (size > kMaxHeader)
    fail("an .npy header of " + std::to_string(size) + " bytes (at most 65535)");
  std::string text(size, ' ');
  take(reinterpret_cast<unsigned char*>(text.data()), text.size(), "the .npy header");
  NpyHeader header;
  const std::string wrong = parse_npy_header(text, header);
  if (!wrong.empty()) fail(wrong);
  element_ = header.element;
  shape_ = std::move(header.shape);
}

void ArrayReader::check_shape() {
  if (shape_.empty()) fail("an array without axes (expected a list of samples)");
  if (shape_.size() > kMaxRank) fail("an array of " + std::to_string(shape_.size()) + " axes");
  for (std::size_t axis = 1; axis < shape_.size(); ++axis) {
    if (shape_[axis] > kMaxSlice || slice_ * shape_[axis] > kMaxSlice) {
      fail("one sample has more than 16777216 numbers");
    }
    slice_ *= shape_[axis];
  }
}

void ArrayReader::skip(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) next();
}

std::vector<double> ArrayReader::next() {
  std::vector<double> values;
  std::vector<unsigned char> block(std::min<std::uint64_t>(kBlock, slice_ * element_.bytes));
  while (values.size() < slice_) {
    const std::size_t wanted =
        std::min<std::uint64_t>(block.size(), (slice_ - values.size()) * element_.bytes);
    take(block.data(), wanted, "sample " + std::to_string(read_));
    for (std::size_t at = 0; at < wanted; at += element_.bytes) {
      values.push_back(element_.decode(block.data() + at));
    }
  }
  if (++read_ == slices()) {
    unsigned char more = 0;
    if (bytes_.read(&more, 1) > 0)
      fail("data after the last of " + std::to_string(read_) + " samples");
  }
  return values;
}

}  // namespace engram::workloads
