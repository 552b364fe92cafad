#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace engram::workloads {

/// The class of each sample of a batch, from a file:
///
/// - text (.csv, .txt, .tsv): a line a sample, fields between commas, or blanks where there is no
///   comma: the sample's name or number, then its class, a whole number. A first line that starts
///   with '#' or whose class is no number is a header; one that names columns `sample` (or `image`,
///   `file`) and `label` (or `class`) says where they are. Empty lines and lines after '#' are
///   passed over.
/// - anything else: IDX or .npy of one axis, plain or gzip; sample n is entry n.
class SampleLabels {
 public:
  /// Throws FileFault: every line at fault, a sample that is given two classes, a file that holds
  /// no label.
  explicit SampleLabels(const std::filesystem::path& file);

  /// By name, else, where the name is a whole number, by that number.
  std::optional<std::uint32_t> of(const std::string& sample) const;
  std::optional<std::uint32_t> of(std::uint64_t sample) const { return of(std::to_string(sample)); }
  std::size_t size() const { return labels_.size(); }

 private:
  void read_text(const std::filesystem::path& file);
  void read_array(const std::filesystem::path& file);

  std::map<std::string, std::uint32_t> labels_;  ///< numbers without leading zeros
};

}  // namespace engram::workloads
