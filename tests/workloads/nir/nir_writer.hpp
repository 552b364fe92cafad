#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {

/// A folder for one test, removed at its end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Writes a NIR file through the HDF5 C API. finish() or the destructor closes it.
class NirWriter {
 public:
  using Shape = std::vector<hsize_t>;
  using Edges = std::vector<std::pair<std::string, std::string>>;

  explicit NirWriter(const std::filesystem::path& file, const std::string& graph_type = "NIRGraph",
                     hsize_t user_block = 0);

  /// Makes the group and its type.
  NirWriter& node(const std::string& name, const std::string& type);
  /// The same with a type of fixed length, as older files hold it.
  NirWriter& fixed_node(const std::string& name, const std::string& type);
  /// A nested graph; its nodes are made as "name/nodes/inner", its edges with graph "name".
  NirWriter& graph(const std::string& name);
  /// A field of the node made last: doubles, other types by `type`, a scalar where shape is empty.
  NirWriter& field(const std::string& name, const std::vector<double>& values, const Shape& shape,
                   hid_t type = H5T_NATIVE_DOUBLE);
  NirWriter& field(const std::string& name, const std::vector<double>& values);  ///< a vector
  NirWriter& field(const std::string& name, double value);                       ///< a scalar
  /// A bool vector, as h5py writes it: an enumeration of bytes.
  NirWriter& flags(const std::string& name, const std::vector<bool>& values);
  NirWriter& text(const std::string& name, const std::string& value);
  /// A chunked field of which no chunk is stored: a small file that claims to be large.
  NirWriter& unwritten(const std::string& name, const Shape& shape);
  /// `packed`: in deflated chunks, as nir 1.0 writes them.
  NirWriter& edges(const Edges& edges, bool packed = false, const std::string& graph = "");
  NirWriter& version(const std::string& text);
  /// Edges as fixed-length strings.
  NirWriter& fixed_edges(const Edges& edges);
  void finish() { file_ = Hdf5Id(); }

  /// Nodes with plain fields.
  NirWriter& input(const std::string& name, const std::vector<double>& shape);
  NirWriter& output(const std::string& name);
  NirWriter& integrate_and_fire(const std::string& name, std::size_t neurons);
  NirWriter& linear(const std::string& name, const std::vector<double>& weight, hsize_t out,
                    hsize_t in);
  NirWriter& affine(const std::string& name, const std::vector<double>& weight,
                    const std::vector<double>& bias);

 private:
  void write_text(const std::string& path, const std::string& value);

  Hdf5Id file_;
  std::string node_;
};

/// IEEE 754 binary16.
Hdf5Id half_precision();

}  // namespace engram::workloads
