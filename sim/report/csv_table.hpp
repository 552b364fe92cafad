#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/json_writer.hpp"

namespace engram::sim {

/// The records of a CSV file (RFC 4180: fields may be quoted and hold commas, quotes and line
/// breaks), the header first. Throws std::runtime_error where the file cannot be read or a quote is
/// left open.
std::vector<std::vector<std::string>> read_csv(const std::filesystem::path& file);

/// What a page takes of a table: columns by name.
struct WantedColumn {
  enum class Kind { text, number };
  std::string name;
  Kind kind = Kind::text;
  bool optional = false;  ///< no fault where it is absent
};

/// One column as read. Texts are numbered as they appear first: tables repeat them a lot.
struct Column {
  WantedColumn is;
  std::vector<double> numbers;     ///< NaN where the field is empty
  std::vector<std::string> texts;  ///< distinct
  std::vector<std::uint32_t> codes;
};

struct CsvTable {
  std::size_t rows = 0;
  std::vector<Column> columns;

  bool has(const std::string& column) const;
  /// Preconditions: the column is there, and of this kind.
  const std::vector<double>& numbers(const std::string& column) const;
  const std::string& text(const std::string& column, std::size_t row) const;
};

/// The wanted columns of `file`; others are left out. Faults (a column that is absent, a row of
/// another length, a field that is no number) go to `faults`, each with file and line.
CsvTable load_table(const std::filesystem::path& file, const std::vector<WantedColumn>& wanted,
                    std::vector<std::string>& faults);

/// As an object: {"rows": n, "column": [numbers] or {"texts": [...], "codes": [...]}, ...}.
void write_table(const CsvTable& table, JsonWriter& json);

}  // namespace engram::sim
