#include "workloads/hdf5/sequence_type.hpp"

#include "workloads/files/npy_type.hpp"
#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {
namespace {

constexpr hsize_t most_chunk_elements = 1 << 20;  // of 16 bytes

/// binary16 as h5py and PyTables describe it; the wider ones by the library's own names.
bool is_ieee(hid_t type, std::size_t bytes) {
  if (bytes == 4) return H5Tequal(type, H5T_IEEE_F32LE) > 0;
  if (bytes == 8) return H5Tequal(type, H5T_IEEE_F64LE) > 0;
  std::size_t sign = 0, exponent = 0, exponent_bits = 0, mantissa = 0, mantissa_bits = 0;
  return bytes == 2 && H5Tget_order(type) == H5T_ORDER_LE && H5Tget_ebias(type) == 15 &&
         H5Tget_fields(type, &sign, &exponent, &exponent_bits, &mantissa, &mantissa_bits) >= 0 &&
         sign == 15 && exponent == 10 && exponent_bits == 5 && mantissa == 0 && mantissa_bits == 10;
}

}  // namespace

std::vector<double> SequenceType::decode(const std::string& stored) const {
  const NpyType number{kind, bytes};
  std::vector<double> values(stored.size() / bytes);
  const auto* at = reinterpret_cast<const unsigned char*>(stored.data());
  for (double& value : values) {
    number.read(at, value);
    at += bytes;
  }
  return values;
}

std::optional<SequenceType> sequence_type(hid_t variable_length) {
  const Hdf5Id type(H5Tget_super(variable_length), H5Tclose);
  if (!type.valid()) return std::nullopt;
  const std::size_t bytes = H5Tget_size(type.get());
  switch (H5Tget_class(type.get())) {
    case H5T_FLOAT:
      if (!is_ieee(type.get(), bytes)) return std::nullopt;
      return SequenceType{'f', bytes};
    case H5T_INTEGER:
      if (bytes != 1 && bytes != 2 && bytes != 4 && bytes != 8) return std::nullopt;
      if (bytes > 1 && H5Tget_order(type.get()) != H5T_ORDER_LE) return std::nullopt;
      return SequenceType{H5Tget_sign(type.get()) == H5T_SGN_NONE ? 'u' : 'i', bytes};
    default:
      return std::nullopt;
  }
}

bool chunk_is_sound(hid_t data, std::uint64_t index, std::uint64_t file_bytes) {
  const Hdf5Id creation(H5Dget_create_plist(data), H5Pclose);
  if (H5Pget_layout(creation.get()) != H5D_CHUNKED) return true;
  hsize_t elements = 0;
  if (H5Pget_chunk(creation.get(), 1, &elements) != 1 || elements == 0 ||
      elements > most_chunk_elements) {
    return false;
  }
  const hsize_t chunk = index / elements * elements;
  unsigned filters = 0;
  haddr_t address = 0;
  hsize_t bytes = 0;
  return H5Dget_chunk_info_by_coord(data, &chunk, &filters, &address, &bytes) >= 0 &&
         bytes <= file_bytes;
}

}  // namespace engram::workloads
