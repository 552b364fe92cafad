#include "workloads/hdf5/number_type.hpp"

#include <cstddef>

namespace engram::workloads {
namespace {

/// A field of `size` bits from bit `at` on.
bool inside(std::size_t bits, std::size_t at, std::size_t size) {
  return size > 0 && at <= bits && size <= bits - at;
}

}  // namespace

bool bits_lie_inside(hid_t type) {
  const std::size_t bits = 8 * H5Tget_size(type);
  const int offset = H5Tget_offset(type);
  if (offset < 0) return false;
  if (!inside(bits, static_cast<std::size_t>(offset), H5Tget_precision(type))) return false;
  if (H5Tget_class(type) != H5T_FLOAT) return true;
  constexpr std::size_t widest_exponent = 64;  // what the library counts an exponent in
  std::size_t sign = 0, exponent = 0, exponent_bits = 0, mantissa = 0, mantissa_bits = 0;
  if (H5Tget_fields(type, &sign, &exponent, &exponent_bits, &mantissa, &mantissa_bits) < 0) {
    return false;
  }
  return inside(bits, sign, 1) && inside(bits, exponent, exponent_bits) &&
         inside(bits, mantissa, mantissa_bits) && exponent_bits <= widest_exponent;
}

}  // namespace engram::workloads
