#include "tests/workloads/recordings/shd_file.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "tests/workloads/spikes/temporary_file.hpp"
#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {
namespace {

/// IEEE binary16, which HDF5 1.10 has no name for.
Hdf5Id half_type() {
  Hdf5Id type(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
  H5Tset_fields(type.get(), 15, 10, 5, 0, 10);
  H5Tset_size(type.get(), 2);
  H5Tset_ebias(type.get(), 15);
  return type;
}

Hdf5Id create(hid_t file, const char* path, hid_t type, hsize_t count, hsize_t chunk) {
  const Hdf5Id space(H5Screate_simple(1, &count, nullptr), H5Sclose);
  const Hdf5Id creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  if (chunk > 0) {
    H5Pset_chunk(creation.get(), 1, &chunk);
    H5Pset_deflate(creation.get(), 4);
  }
  return {H5Dcreate2(file, path, type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
          H5Dclose};
}

template <typename T>
void write_sequences(hid_t file, const char* path, const std::vector<std::vector<T>>& sequences,
                     hid_t stored, hid_t memory, hsize_t chunk) {
  const Hdf5Id stored_type(H5Tvlen_create(stored), H5Tclose);
  const Hdf5Id memory_type(H5Tvlen_create(memory), H5Tclose);
  std::vector<hvl_t> rows;
  for (const std::vector<T>& sequence : sequences) {
    rows.push_back({sequence.size(), const_cast<T*>(sequence.data())});
  }
  const Hdf5Id data = create(file, path, stored_type.get(), rows.size(), chunk);
  H5Dwrite(data.get(), memory_type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, rows.data());
}

}  // namespace

void ShdFile::write(const std::filesystem::path& path) const {
  const Hdf5Id file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
  Hdf5Id(H5Gcreate2(file.get(), "/spikes", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  const Hdf5Id binary16 = half_type();
  write_sequences(file.get(), "/spikes/times", times, half ? binary16.get() : H5T_IEEE_F32LE,
                  H5T_NATIVE_FLOAT, chunk);
  write_sequences(file.get(), "/spikes/units", units, H5T_STD_U16LE, H5T_NATIVE_UINT16, chunk);
  const Hdf5Id data = create(file.get(), "/labels", H5T_STD_U16LE, labels.size(), 0);
  H5Dwrite(data.get(), H5T_NATIVE_UINT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, labels.data());
  if (classes.empty()) return;
  Hdf5Id(H5Gcreate2(file.get(), "/extra", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  const Hdf5Id text(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(text.get(), 16);
  std::string names;
  for (const std::string& name : classes) names += name + std::string(16 - name.size(), '\0');
  const Hdf5Id keys = create(file.get(), "/extra/keys", text.get(), classes.size(), 0);
  H5Dwrite(keys.get(), text.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, names.data());
}

std::string shd_bytes(const ShdFile& file) {
  const TemporaryFile place("shd.h5", "");
  file.write(place.path());
  std::ifstream stream(place.path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace engram::workloads
