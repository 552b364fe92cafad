#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/neuron.hpp"
#include "workloads/network/projection.hpp"

namespace engram::workloads {

/// Checked reading of one group of Engram's metadata, and of the NIR nodes that it names. Every
/// fault is a FileFault with file and HDF5 path.
class MetadataFields {
 public:
  MetadataFields(const Hdf5File& file, std::string path) : file_(file), path_(std::move(path)) {}

  [[noreturn]] void fail(const std::string& field, const std::string& what) const;
  bool has(const std::string& field) const { return file_.exists(path_ + "/" + field); }
  MetadataFields group(const std::string& name) const { return {file_, path_ + "/" + name}; }
  std::string text(const std::string& field) const {
    return file_.read_string(path_ + "/" + field);
  }
  /// One of the words; returns which.
  std::size_t choice(const std::string& field, const std::vector<std::string>& words) const;
  std::int64_t whole(const std::string& field, std::int64_t least, std::int64_t most) const;
  /// `count` of them; any number where count is 0.
  std::vector<std::int64_t> wholes(const std::string& field, std::size_t count, std::int64_t least,
                                   std::int64_t most) const;
  std::vector<double> numbers(const std::string& field) const;  ///< all finite
  /// One value, or one a neuron.
  PerNeuron per_neuron(const std::string& field, std::uint64_t neurons) const;
  Shape shape(const std::string& field) const;  ///< at most 2^24 neurons

  const Hdf5File& file() const { return file_; }
  /// The node that `field` names: its group, which exists.
  MetadataFields node(const std::string& field) const;

 private:
  const Hdf5File& file_;
  std::string path_;
};

}  // namespace engram::workloads
