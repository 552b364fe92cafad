#include "workloads/files/npy_type.hpp"

#include <bit>

#include "workloads/files/byte_order.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint64_t kExact = std::uint64_t{1} << 53;

std::uint64_t unsigned_at(const unsigned char* at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t byte = bytes; byte > 0; --byte) value = value << 8 | at[byte - 1];
  return value;
}

double float_at(const unsigned char* at, std::size_t bytes) {
  if (bytes == 2) return half_to_double(little16(at));
  if (bytes == 4) return std::bit_cast<float>(little32(at));
  return std::bit_cast<double>(little64(at));
}

bool is_size_of(char kind, std::size_t bytes) {
  switch (kind) {
    case 'b':
      return bytes == 1;
    case 'f':
      return bytes == 2 || bytes == 4 || bytes == 8;
    case 'i':
    case 'u':
      return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    default:
      return false;
  }
}

}  // namespace

bool NpyType::read(const unsigned char* at, double& value) const {
  if (kind == 'f') {
    value = float_at(at, bytes);
    return true;
  }
  const std::uint64_t raw = unsigned_at(at, bytes);
  if (kind == 'b') {
    value = raw != 0;
    return true;
  }
  const bool negative = kind == 'i' && (raw >> (8 * bytes - 1) & 1) != 0;
  if (!negative) {
    value = static_cast<double>(raw);
    return raw <= kExact;
  }
  const std::uint64_t range = bytes == 8 ? 0 : std::uint64_t{1} << 8 * bytes;
  const std::uint64_t magnitude = range - raw;  // modulo 2^64 where the range is 2^64
  value = -static_cast<double>(magnitude);
  return magnitude <= kExact;
}

bool parse_npy_type(const std::string& text, NpyType& type, std::string& why) {
  why = "'" + text.substr(0, 40) + "'";
  const std::size_t digits = text.size() < 3 ? 0 : text.find_first_not_of("0123456789", 2);
  if (text.size() < 3 || text.size() > 6 || digits != std::string::npos) {
    why += " is no number type of NumPy";
    return false;
  }
  type = {text[1], static_cast<std::size_t>(std::stoul(text.substr(2)))};
  if (type.kind == 'V' && type.bytes > 0) return true;
  if (!is_size_of(type.kind, type.bytes)) {
    why += " is not read (expected integers, floats of 2, 4 or 8 bytes, or bool)";
    return false;
  }
  if (text[0] == '<' || (text[0] == '|' && type.bytes == 1)) return true;
  why += " is not little-endian";
  return false;
}

}  // namespace engram::workloads
