#pragma once

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {

/// Writes a lava-dl file in a folder of its own, which goes with the object. close() before it is
/// read.
class LavaWriter {
 public:
  using Shape = std::vector<hsize_t>;

  LavaWriter();
  ~LavaWriter();
  LavaWriter(const LavaWriter&) = delete;
  LavaWriter& operator=(const LavaWriter&) = delete;

  /// Makes the group /layer/<name> and its type.
  LavaWriter& layer(const std::string& name, const std::string& type);
  /// A field of the layer made last; a scalar where the shape is empty.
  LavaWriter& field(const std::string& name, const std::vector<double>& values, const Shape& shape);
  LavaWriter& field(const std::string& name, const std::vector<double>& values) {
    return field(name, values, {values.size()});
  }
  LavaWriter& field(const std::string& name, double value) { return field(name, {value}, {}); }
  LavaWriter& text(const std::string& name, const std::string& value);
  /// The neuron of the layer made last.
  LavaWriter& neuron(double current_decay, double voltage_decay, double threshold,
                     const std::string& type = "CUBA");
  /// A dense layer: weights (out, in).
  LavaWriter& dense(const std::string& name, const std::vector<double>& weights, hsize_t out,
                    hsize_t in, const std::string& type = "dense");

  /// Closes the file and names it.
  std::filesystem::path close();
  std::filesystem::path folder() const { return folder_; }

 private:
  std::string path(const std::string& name) const { return group_ + "/" + name; }

  std::filesystem::path folder_;
  Hdf5Id file_;
  std::string group_;
};

}  // namespace engram::workloads
