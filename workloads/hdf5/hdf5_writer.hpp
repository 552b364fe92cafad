#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {

/// Writes a new HDF5 file, all or nothing: under a name of its own first, which takes the place of
/// `file` in commit(). Without that, nothing is left. Paths are absolute; groups above a path are
/// made. Every failure is a FileFault.
class Hdf5Writer {
 public:
  using Shape = std::vector<std::uint64_t>;  ///< empty: scalar

  explicit Hdf5Writer(const std::filesystem::path& file);
  ~Hdf5Writer();
  Hdf5Writer(const Hdf5Writer&) = delete;
  Hdf5Writer& operator=(const Hdf5Writer&) = delete;

  /// A variable-length UTF-8 string, as h5py writes str.
  void text(const std::string& path, const std::string& value);
  /// Rows of two strings.
  void pairs(const std::string& path,
             const std::vector<std::pair<std::string, std::string>>& values);
  /// C order; large ones in deflated chunks.
  void floats(const std::string& path, const std::vector<float>& values, const Shape& shape);
  void doubles(const std::string& path, const std::vector<double>& values, const Shape& shape);
  void integers(const std::string& path, const std::vector<std::int64_t>& values,
                const Shape& shape);
  void commit();

 private:
  void write(const std::string& path, hid_t stored, hid_t given, const Shape& shape,
             const void* values);

  std::filesystem::path file_, fresh_;
  Hdf5Id id_;
};

}  // namespace engram::workloads
