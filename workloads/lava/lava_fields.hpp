#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {

/// Whole numbers of a data set, C order.
struct WholeNumbers {
  std::vector<std::uint64_t> shape;
  std::vector<std::int64_t> values;
};

/// The fields of one group of a lava-dl file. Faults are collected, with their HDF5 path, and the
/// getter then gives nothing.
class LavaFields {
 public:
  LavaFields(const Hdf5File& file, std::string group, std::vector<std::string>& faults)
      : file_(file), group_(std::move(group)), faults_(faults) {}

  bool has(const std::string& name) const { return file_.exists(group_ + "/" + name); }
  /// One text; a field that is missing is a fault.
  std::optional<std::string> text(const std::string& name) const;
  /// Whole numbers of `least` to `most`; a field that is missing is a fault.
  std::optional<WholeNumbers> wholes(const std::string& name, std::int64_t least,
                                     std::int64_t most) const;
  /// A single one of them, `otherwise` where the field is missing.
  std::optional<std::int64_t> whole(const std::string& name, std::int64_t least, std::int64_t most,
                                    std::optional<std::int64_t> otherwise = std::nullopt) const;
  /// (y, x): two of them, or one for both.
  std::optional<std::pair<std::uint32_t, std::uint32_t>> pair(
      const std::string& name, std::int64_t least,
      std::optional<std::pair<std::uint32_t, std::uint32_t>> otherwise = std::nullopt) const;

  LavaFields below(const std::string& name) const { return {file_, group_ + "/" + name, faults_}; }
  const std::string& group() const { return group_; }
  /// A fault of a field (of the group where the name is empty).
  void fault(const std::string& name, const std::string& what) const;

 private:
  const Hdf5File& file_;
  std::string group_;
  std::vector<std::string>& faults_;
};

/// "(16, 2, 5, 5)".
std::string sizes_text(const std::vector<std::uint64_t>& shape);

}  // namespace engram::workloads
