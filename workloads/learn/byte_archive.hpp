#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace engram::workloads::learn {

static_assert(std::endian::native == std::endian::little, "files are little endian");

/// Appends numbers to bytes.
class ByteWriter {
 public:
  template <class Number>
  void number(Number value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(Number));
  }
  template <class Number>
  void array(const std::vector<Number>& values) {
    number<std::uint64_t>(values.size());
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number));
  }
  void text(std::string_view value) {
    number<std::uint64_t>(value.size());
    bytes_.append(value);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Takes them off again. What runs over the end is 0, and good() is false from then on.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}

  template <class Number>
  Number number() {
    Number value{};
    take(&value, 1);
    return value;
  }
  template <class Number>
  std::vector<Number> array() {
    const auto size = number<std::uint64_t>();
    good_ = good_ && size <= left_.size() / sizeof(Number);
    std::vector<Number> values(good_ ? size : 0);
    take(values.data(), values.size());
    return values;
  }
  bool good() const { return good_; }
  bool empty() const { return left_.empty(); }

 private:
  template <class Number>
  void take(Number* to, std::size_t count) {
    const std::size_t size = count * sizeof(Number);
    good_ = good_ && size <= left_.size();
    if (!good_ || size == 0) return;
    std::memcpy(to, left_.data(), size);
    left_.remove_prefix(size);
  }

  std::string_view left_;
  bool good_ = true;
};

}  // namespace engram::workloads::learn
