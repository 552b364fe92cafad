#include "workloads/spikes/labels.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "workloads/arrays/array_reader.hpp"
#include "workloads/files/csv_fields.hpp"
#include "workloads/files/text_lines.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint64_t kLargestClass = 65535;

/// "007" and "7" are one sample; "a07" and "a7" are two.
std::string key_of(std::string name) {
  const bool number = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
  if (number) name.erase(0, std::min(name.find_first_not_of('0'), name.size() - 1));
  return name;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  if (line.find(',') != std::string_view::npos) return split_fields(line);
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return fields;
    const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
    fields.push_back(line.substr(begin, end - begin));
    line.remove_prefix(end);
  }
}

struct Columns {
  std::size_t sample = 0, label = 1;
};

bool is_header(const std::vector<std::string_view>& fields, const Columns& columns) {
  return fields.front().starts_with('#') ||
         (fields.size() > columns.label &&
          fields[columns.label].find_first_of("0123456789") == std::string_view::npos);
}

/// Where a header names both columns; else the first two.
Columns columns_of(const std::vector<std::string_view>& header) {
  Columns named{header.size(), header.size()};
  for (std::size_t i = 0; i < header.size(); ++i) {
    std::string_view name = header[i];
    if (name.starts_with('#')) name.remove_prefix(1);
    if (name == "sample" || name == "image" || name == "file") named.sample = i;
    if (name == "label" || name == "class") named.label = i;
  }
  const bool both = named.sample < header.size() && named.label < header.size();
  return both ? named : Columns{};
}

}  // namespace

SampleLabels::SampleLabels(const std::filesystem::path& file) {
  const std::string extension = file.extension().string();
  if (extension == ".csv" || extension == ".txt" || extension == ".tsv") {
    read_text(file);
  } else {
    read_array(file);
  }
  if (labels_.empty()) throw FileFault(file.string() + ": no label in it");
}

void SampleLabels::read_text(const std::filesystem::path& file) {
  TextLines lines(file);
  LineFaults faults(file);
  Columns columns;
  std::string_view line;
  while (lines.next(line, faults)) {
    const std::vector<std::string_view> fields = fields_of(line);
    if (fields.empty() || (fields.size() == 1 && fields[0].empty())) continue;
    if (lines.number() == 1 && is_header(fields, columns)) {
      columns = columns_of(fields);
      continue;
    }
    if (fields.front().starts_with('#')) continue;
    if (fields.size() <= std::max(columns.sample, columns.label)) {
      faults.add(lines.number(), "found " + std::to_string(fields.size()) +
                                     " fields, expected a sample and its class");
      continue;
    }
    std::uint64_t label = 0;
    std::string why;
    if (!parse_whole(fields[columns.label], kLargestClass, label, why)) {
      faults.add(lines.number(), "the class " + why);
      continue;
    }
    const std::string sample(fields[columns.sample]);
    const auto [known, added] = labels_.emplace(key_of(sample), label);
    if (!added && known->second != label) {
      faults.add(lines.number(), "sample '" + sample.substr(0, 40) + "' is given the class " +
                                     std::to_string(label) + ", and before that " +
                                     std::to_string(known->second));
    }
  }
  faults.raise();
}

void SampleLabels::read_array(const std::filesystem::path& file) {
  const std::unique_ptr<ArrayReader> reader = open_array(file);
  if (reader->slice_size() != 1) {
    throw FileFault(file.string() +
                    ": labels of more than one number a sample (expected one axis)");
  }
  for (std::uint64_t sample = 0; sample < reader->slices(); ++sample) {
    const double label = reader->next().front();
    if (!(label >= 0 && label <= kLargestClass) || label != std::floor(label)) {
      throw FileFault(file.string() + ": sample " + std::to_string(sample) + ": the class is " +
                      std::to_string(label) + " (expected a whole number from 0 to 65535)");
    }
    labels_.emplace(std::to_string(sample), static_cast<std::uint32_t>(label));
  }
}

std::optional<std::uint32_t> SampleLabels::of(const std::string& sample) const {
  const auto found = labels_.find(key_of(sample));
  return found == labels_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace engram::workloads
