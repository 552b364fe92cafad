#include "workloads/hdf5/chunk_check.hpp"

#include <zlib.h>

#include <array>
#include <limits>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {
namespace {

using Bytes = std::vector<unsigned char>;

/// Filters in the order in which they were applied when the data was written.
std::vector<H5Z_filter_t> filters_of(hid_t creation) {
  std::vector<H5Z_filter_t> filters;
  const int count = H5Pget_nfilters(creation);
  for (int index = 0; index < count; ++index) {
    unsigned flags = 0, config = 0;
    std::size_t values = 0;
    filters.push_back(H5Pget_filter2(creation, static_cast<unsigned>(index), &flags, &values,
                                     nullptr, 0, nullptr, &config));
  }
  return filters;
}

/// Bytes that a zlib stream unpacks to; `most` + 1 where they are more or the stream is damaged.
std::uint64_t inflated_size(Bytes& packed, std::uint64_t most) {
  z_stream stream{};
  if (packed.size() > std::numeric_limits<uInt>::max() || inflateInit(&stream) != Z_OK) {
    return most + 1;
  }
  stream.next_in = packed.data();
  stream.avail_in = static_cast<uInt>(packed.size());
  std::array<unsigned char, 1 << 16> scratch;
  int status = Z_OK;
  while (status == Z_OK && stream.total_out <= most) {
    stream.next_out = scratch.data();
    stream.avail_out = scratch.size();
    status = inflate(&stream, Z_NO_FLUSH);
  }
  const std::uint64_t size = stream.total_out;
  inflateEnd(&stream);
  return status == Z_STREAM_END ? size : most + 1;
}

/// Bytes of an element as stored: a reference into the global heap where its length varies (HDF5
/// File Format Specification 3.0, III.E), which is not its size in memory.
std::uint64_t stored_size(hid_t data) {
  constexpr std::uint64_t reference = 16;
  const Hdf5Id type(H5Dget_type(data), H5Tclose);
  const bool varies = H5Tget_class(type.get()) == H5T_VLEN || H5Tis_variable_str(type.get()) > 0;
  return varies ? reference : H5Tget_size(type.get());
}

/// Chunks of one data set, one after the other.
class Chunks {
 public:
  Chunks(hid_t data, hid_t creation, std::uint64_t file_bytes)
      : data_(data), file_bytes_(file_bytes), filters_(filters_of(creation)) {
    const Hdf5Id space(H5Dget_space(data), H5Sclose);
    const int rank = H5Sget_simple_extent_ndims(space.get());
    dims_.resize(rank > 0 ? static_cast<std::size_t>(rank) : 0);
    chunk_ = dims_;
    if (dims_.empty() || H5Sget_simple_extent_dims(space.get(), dims_.data(), nullptr) != rank ||
        H5Pget_chunk(creation, rank, chunk_.data()) != rank) {
      return;
    }
    bytes_ = stored_size(data);
    for (const hsize_t size : chunk_) {  // a chunk has less than 2^32 bytes (the format's limit)
      if (size == 0 || bytes_ > std::numeric_limits<std::uint32_t>::max() / size) bytes_ = 0;
      bytes_ *= size;
    }
  }

  bool whole() {
    if (bytes_ == 0) return false;
    for (const hsize_t dim : dims_) {
      if (dim == 0) return true;
    }
    std::vector<hsize_t> at(dims_.size(), 0);
    for (;;) {
      if (!whole(at)) return false;
      std::size_t axis = 0;
      for (; axis < at.size(); ++axis) {
        at[axis] += chunk_[axis];
        if (at[axis] < dims_[axis]) break;
        at[axis] = 0;
      }
      if (axis == at.size()) return true;
    }
  }

 private:
  bool whole(const std::vector<hsize_t>& at) {
    unsigned skipped = 0;
    haddr_t address = HADDR_UNDEF;
    hsize_t stored = 0;
    if (H5Dget_chunk_info_by_coord(data_, at.data(), &skipped, &address, &stored) < 0) return false;
    if (address == HADDR_UNDEF || stored == 0) return true;  // not written: the fill value
    if (stored > file_bytes_) return false;
    Bytes packed(stored);
    if (H5Dread_chunk(data_, H5P_DEFAULT, at.data(), &skipped, packed.data()) < 0) return false;
    return unpacked_size(packed, skipped) == bytes_;
  }

  /// Undoes the filters that this chunk has, the last applied first; only deflate changes sizes
  /// by more than a checksum, and it may stand once.
  std::uint64_t unpacked_size(Bytes& packed, unsigned skipped) const {
    constexpr std::uint64_t checksum = 4, wrong = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t size = packed.size();
    bool inflated = false;
    for (std::size_t index = filters_.size(); index > 0; --index) {
      if ((skipped >> (index - 1) & 1U) != 0) continue;
      const H5Z_filter_t filter = filters_[index - 1];
      if (filter == H5Z_FILTER_FLETCHER32) {
        if (size < checksum) return wrong;
        size -= checksum;
      } else if (filter == H5Z_FILTER_DEFLATE) {
        if (inflated) return wrong;
        inflated = true;
        packed.resize(size);
        size = inflated_size(packed, bytes_ + checksum * filters_.size());
      }
    }
    return size;
  }

  hid_t data_;
  std::uint64_t file_bytes_;
  std::vector<H5Z_filter_t> filters_;
  std::vector<hsize_t> dims_, chunk_;
  std::uint64_t bytes_ = 0;  ///< of one chunk, unpacked; 0: not readable
};

}  // namespace

bool filters_are_known(hid_t data) {
  const Hdf5Id creation(H5Dget_create_plist(data), H5Pclose);
  if (!creation.valid()) return false;
  const std::vector<H5Z_filter_t> filters = filters_of(creation.get());
  if (filters.size() > 32) return false;  // a chunk says in 32 bits which of them it skips
  for (const H5Z_filter_t filter : filters) {
    if (filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_SHUFFLE &&
        filter != H5Z_FILTER_FLETCHER32) {
      return false;
    }
  }
  return true;
}

bool unpacks_to_its_shape(hid_t data, std::uint64_t file_bytes) {
  const Hdf5Id creation(H5Dget_create_plist(data), H5Pclose);
  if (!creation.valid()) return false;
  if (H5Pget_layout(creation.get()) == H5D_CHUNKED) {
    return Chunks(data, creation.get(), file_bytes).whole();
  }
  const Hdf5Id space(H5Dget_space(data), H5Sclose);
  const hssize_t elements = H5Sget_simple_extent_npoints(space.get());
  const std::uint64_t stored = H5Dget_storage_size(data), size = stored_size(data);
  if (elements < 0 || size == 0) return false;
  return stored == 0 || stored / size >= static_cast<std::uint64_t>(elements);
}

bool lies_in_one_piece(hid_t data, std::uint64_t file_bytes) {
  const Hdf5Id type(H5Dget_type(data), H5Tclose);
  if (H5Tequal(type.get(), H5T_IEEE_F32LE) <= 0 && H5Tequal(type.get(), H5T_IEEE_F64LE) <= 0) {
    return false;
  }
  const Hdf5Id creation(H5Dget_create_plist(data), H5Pclose);
  if (H5Pget_layout(creation.get()) != H5D_CONTIGUOUS) return false;
  if (H5Pget_external_count(creation.get()) != 0) return false;
  const Hdf5Id space(H5Dget_space(data), H5Sclose);
  const hssize_t elements = H5Sget_simple_extent_npoints(space.get());
  if (elements < 0) return false;
  const std::uint64_t bytes = static_cast<std::uint64_t>(elements) * H5Tget_size(type.get());
  const haddr_t begin = H5Dget_offset(data);
  return begin != HADDR_UNDEF && begin <= file_bytes && bytes <= file_bytes - begin &&
         H5Dget_storage_size(data) == bytes;
}

}  // namespace engram::workloads
