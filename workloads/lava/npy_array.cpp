#include "workloads/lava/npy_array.hpp"

#include <bit>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads::lava {
namespace {

constexpr std::uint64_t kLongestHeader = 1 << 16;

static_assert(std::endian::native == std::endian::little, "arrays are read as they lie");

class NpyReader {
 public:
  explicit NpyReader(const std::filesystem::path& file) : file_(file.string()) {
    std::error_code ignored;  // an error is no regular file either
    if (!std::filesystem::is_regular_file(file, ignored)) {
      throw FileFault(file_ + ": no such file");
    }
    size_ = std::filesystem::file_size(file, ignored);
    stream_.open(file, std::ios::binary);
  }

  NpyArray read() {
    const std::string header = read_header();
    const std::string type = value_of(header, "'descr':");
    const bool fortran = value_of(header, "'fortran_order':").starts_with("True");
    NpyArray array;
    array.shape = shape_of(value_of(header, "'shape':"));
    if (type.size() < 5) fail(at_, "found type " + type + ", expected numbers");
    const char kind = type[2];
    const auto bytes = static_cast<std::uint64_t>(type[3] - '0');
    const bool known = type.size() == 5 && type[1] != '>' &&
                       (kind == 'f'   ? bytes == 4 || bytes == 8
                        : kind == 'b' ? bytes == 1
                                      : (kind == 'i' || kind == 'u') &&
                                            (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8));
    if (!known) fail(at_, "found type " + type + ", expected little-endian numbers");
    std::uint64_t count = 1;
    for (const std::uint64_t size : array.shape) {
      if (size != 0 && count > size_ / size) fail(at_, "its shape is larger than the file");
      count *= size;
    }
    if (count * bytes != size_ - at_) {
      fail(at_, "found " + std::to_string(size_ - at_) + " bytes of data, expected " +
                    std::to_string(count * bytes));
    }
    std::string data(count * bytes, '\0');
    stream_.read(data.data(), static_cast<std::streamsize>(data.size()));
    array.values.reserve(count);
    for (std::uint64_t k = 0; k < count; ++k) {
      array.values.push_back(number(data.data() + k * bytes, kind, bytes));
    }
    if (fortran) to_c_order(array);
    return array;
  }

 private:
  [[noreturn]] void fail(std::uint64_t offset, const std::string& what) const {
    throw FileFault(file_ + ": byte " + std::to_string(offset) + ": " + what);
  }

  std::string read_header() {
    char start[12] = {};
    stream_.read(start, 8);
    if (stream_.gcount() != 8 || std::memcmp(start, "\x93NUMPY", 6) != 0) {
      fail(0, "is no .npy file");
    }
    const std::streamsize width = start[6] == 1 ? 2 : 4;
    std::uint32_t length = 0;
    stream_.read(reinterpret_cast<char*>(&length), width);
    at_ = 8 + static_cast<std::uint64_t>(width);
    if (stream_.gcount() != width || length > kLongestHeader || at_ + length > size_) {
      fail(8, "found a header of " + std::to_string(length) + " bytes, which the file has not");
    }
    std::string header(length, '\0');
    stream_.read(header.data(), length);
    at_ += length;
    return header;
  }

  /// What follows `key` in the header, from its first character on, up to the end of the entry.
  std::string value_of(const std::string& header, const std::string& key) const {
    const std::size_t found = header.find(key);
    if (found == std::string::npos) fail(10, "its header has no " + key);
    const std::size_t first = header.find_first_not_of(' ', found + key.size());
    if (first == std::string::npos) fail(10, "its header ends behind " + key);
    const std::size_t last = header.find(header[first] == '(' ? ')' : ',', first);
    return header.substr(first, last == std::string::npos ? last : last - first);
  }

  std::vector<std::uint64_t> shape_of(const std::string& text) const {
    std::vector<std::uint64_t> shape;
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] < '0' || text[at] > '9') {
        ++at;
        continue;
      }
      std::uint64_t size = 0;
      const auto [stop, error] = std::from_chars(text.data() + at, text.data() + text.size(), size);
      if (error != std::errc{}) fail(10, "found shape " + text);
      shape.push_back(size);
      at = static_cast<std::size_t>(stop - text.data());
    }
    return shape;
  }

  template <class Number>
  static double as(const char* at) {
    Number value{};
    std::memcpy(&value, at, sizeof value);
    return static_cast<double>(value);
  }

  static double number(const char* at, char kind, std::uint64_t bytes) {
    if (kind == 'f') return bytes == 4 ? as<float>(at) : as<double>(at);
    if (kind == 'i') {
      return bytes == 1   ? as<std::int8_t>(at)
             : bytes == 2 ? as<std::int16_t>(at)
             : bytes == 4 ? as<std::int32_t>(at)
                          : as<std::int64_t>(at);
    }
    return bytes == 1   ? as<std::uint8_t>(at)
           : bytes == 2 ? as<std::uint16_t>(at)
           : bytes == 4 ? as<std::uint32_t>(at)
                        : as<std::uint64_t>(at);
  }

  static void to_c_order(NpyArray& array) {
    const std::vector<double> fortran = array.values;
    std::vector<std::uint64_t> index(array.shape.size(), 0);
    for (double& value : array.values) {
      std::uint64_t at = 0, stride = 1;
      for (std::size_t axis = 0; axis < index.size(); ++axis) {
        at += index[axis] * stride;
        stride *= array.shape[axis];
      }
      value = fortran[at];
      for (std::size_t axis = index.size(); axis-- > 0;) {
        if (++index[axis] < array.shape[axis]) break;
        index[axis] = 0;
      }
    }
  }

  std::string file_;
  std::ifstream stream_;
  std::uint64_t size_ = 0, at_ = 0;
};

}  // namespace

NpyArray read_npy(const std::filesystem::path& file) {
  return NpyReader(file).read();
}

}  // namespace engram::workloads::lava
