#include "workloads/hdf5/hdf5_writer.hpp"

#include <unistd.h>

#include <algorithm>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint64_t packed_from = 1024;  // elements
constexpr std::uint64_t chunk_elements = 1 << 18;
constexpr unsigned deflate_level = 4;
constexpr std::size_t growth_bytes = 1 << 16;

Hdf5Id utf8_string() {
  Hdf5Id type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), H5T_VARIABLE);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  return type;
}

/// Whole rows of the last axes, as many as fit.
std::vector<hsize_t> chunk_of(const std::vector<hsize_t>& dims) {
  std::vector<hsize_t> chunk = dims;
  for (std::size_t axis = 0; axis < chunk.size(); ++axis) {
    hsize_t below = 1;
    for (std::size_t inner = axis + 1; inner < chunk.size(); ++inner) below *= chunk[inner];
    chunk[axis] = std::clamp<hsize_t>(chunk_elements / below, 1, chunk[axis]);
    if (chunk[axis] > 1) break;
  }
  return chunk;
}

}  // namespace

Hdf5Writer::Hdf5Writer(const std::filesystem::path& file)
    : file_(file), fresh_(file.string() + ".new." + std::to_string(::getpid())) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    throw FileFault(file.string() + ": is a folder, expected the name of a file");
  }
  // In memory until it is closed: written in one piece, not in thousands.
  const Hdf5Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fapl_core(access.get(), growth_bytes, 1);
  H5Pset_sieve_buf_size(access.get(), kNoSieve);
  id_ = Hdf5Id(H5Fcreate(fresh_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), H5Fclose);
  if (!id_.valid()) throw FileFault(file.string() + ": cannot be written");
}

Hdf5Writer::~Hdf5Writer() {
  id_ = Hdf5Id();
  std::error_code ignored;
  std::filesystem::remove(fresh_, ignored);
}

void Hdf5Writer::write(const std::string& path, hid_t stored, hid_t given, const Shape& shape,
                       const void* values) {
  const std::vector<hsize_t> dims(shape.begin(), shape.end());
  const Hdf5Id space(dims.empty()
                         ? H5Screate(H5S_SCALAR)
                         : H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr),
                     H5Sclose);
  const Hdf5Id links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links.get(), 1);
  const Hdf5Id creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation.get(), false);  // same input, same bytes
  const auto elements = static_cast<std::uint64_t>(H5Sget_simple_extent_npoints(space.get()));
  if (elements >= packed_from) {
    const std::vector<hsize_t> chunk = chunk_of(dims);
    H5Pset_chunk(creation.get(), static_cast<int>(chunk.size()), chunk.data());
    H5Pset_deflate(creation.get(), deflate_level);
  }
  const Hdf5Id data(H5Dcreate2(id_.get(), path.c_str(), stored, space.get(), links.get(),
                               creation.get(), H5P_DEFAULT),
                    H5Dclose);
  if (!data.valid() ||
      H5Dwrite(data.get(), given, H5S_ALL, H5S_ALL, transfer_of(elements).get(), values) < 0) {
    throw FileFault(file_.string() + ": " + path + ": cannot be written");
  }
}

void Hdf5Writer::text(const std::string& path, const std::string& value) {
  const Hdf5Id type = utf8_string();
  const char* pointer = value.c_str();
  write(path, type.get(), type.get(), {}, &pointer);
}

void Hdf5Writer::pairs(const std::string& path,
                       const std::vector<std::pair<std::string, std::string>>& values) {
  const Hdf5Id type = utf8_string();
  std::vector<const char*> pointers;
  for (const auto& [first, second] : values) {
    pointers.push_back(first.c_str());
    pointers.push_back(second.c_str());
  }
  write(path, type.get(), type.get(), {values.size(), 2}, pointers.data());
}

void Hdf5Writer::floats(const std::string& path, const std::vector<float>& values,
                        const Shape& shape) {
  write(path, H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, shape, values.data());
}

void Hdf5Writer::doubles(const std::string& path, const std::vector<double>& values,
                         const Shape& shape) {
  write(path, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, shape, values.data());
}

void Hdf5Writer::integers(const std::string& path, const std::vector<std::int64_t>& values,
                          const Shape& shape) {
  write(path, H5T_STD_I64LE, H5T_NATIVE_INT64, shape, values.data());
}

void Hdf5Writer::commit() {
  const bool written = H5Fflush(id_.get(), H5F_SCOPE_GLOBAL) >= 0;
  id_ = Hdf5Id();
  std::error_code fault;
  if (written) std::filesystem::rename(fresh_, file_, fault);
  if (!written || fault) throw FileFault(file_.string() + ": cannot be written");
}

}  // namespace engram::workloads
