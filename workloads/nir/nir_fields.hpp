#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/neuron.hpp"
#include "workloads/network/projection.hpp"

namespace engram::workloads {

/// Reads the fields of one node; every fault is a FileFault that names file, node and field.
class NirFields {
 public:
  /// Largest value of one dimension of a map or kernel: 2^20.
  static constexpr std::uint32_t largest_size = 1 << 20;

  /// `path` is the node's group, "/node/nodes/<name>".
  NirFields(const Hdf5File& file, std::string path, std::uint64_t parts_from = kNoProjection)
      : file_(file), path_(std::move(path)), parts_from_(parts_from) {}

  void check_finite(const std::string& field, bool finite) const;
  [[noreturn]] void fail(const std::string& field, const std::string& what) const;
  bool has(const std::string& field) const { return file_.exists(path_ + "/" + field); }
  bool is_string(const std::string& field) const { return file_.is_string(path_ + "/" + field); }
  std::string text(const std::string& field) const {
    return file_.read_string(path_ + "/" + field);
  }
  /// All finite; the field must be there.
  Hdf5Numbers numbers(const std::string& field) const;
  /// The same of float32; nothing where the file has another type.
  std::optional<Hdf5Floats> floats(const std::string& field) const;
  /// The same, found to be finite and left where they are; nothing too where they are fewer than
  /// `parts_from`, or where reading them again would take long.
  std::optional<WeightSource> float_source(const std::string& field) const;
  std::vector<std::uint64_t> shape(const std::string& field) const {
    return file_.shape(path_ + "/" + field);
  }
  /// `value` of `field` as a whole number from `least` to largest_size.
  std::uint32_t size(const std::string& field, double value, std::uint32_t least) const;
  /// One whole number; `otherwise` where the field is absent.
  std::uint32_t whole(const std::string& field, std::uint32_t otherwise, std::uint32_t least) const;
  /// One or two whole numbers as (y, x); one serves both axes.
  std::pair<std::uint32_t, std::uint32_t> pair(const std::string& field, std::uint32_t least) const;
  /// A neuron's parameter: one value (scalar or array of one) or one a neuron. `neurons` is the
  /// number that the fields before had, 1 at first, and is raised. Equal values become one.
  PerNeuron required(const std::string& field, std::uint64_t& neurons) const;
  PerNeuron optional(const std::string& field, double otherwise, std::uint64_t& neurons) const;
  /// Whether the field is there and has dimensions, be it one of 1.
  bool has_dimensions(const std::string& field) const;

 private:
  const Hdf5File& file_;
  std::string path_;
  std::uint64_t parts_from_;
};

/// Numbers spread over a map: one for all, one each in C order, or of dimensions that, aligned on
/// the right and without leading ones, are each 1 or the map's (NumPy's broadcasting). A map of
/// height 1 is (channels, width) too. Nothing where they do not fit.
std::optional<std::vector<double>> spread(const Hdf5Numbers& numbers, const Shape& map);

}  // namespace engram::workloads
