#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "energy/units.hpp"

/// Plain output for scripts (`--format`): tables of records, and three ways to write them. Every
/// command that prints figures fills tables; nothing but this writes them.
namespace engram::sim {

/// Nothing (also a double that is no number): null, an empty field, "-".
using Cell = std::variant<std::monostate, bool, Count, std::int64_t, double, std::string>;

struct RecordTable {
  std::string name;
  /// Names of the columns: stable, `snake_case`, the unit at the end ("energy_pj"). The first says
  /// what a row is about, and is different in every row, except where `single`.
  std::vector<std::string> keys;
  std::vector<std::vector<Cell>> rows;  ///< each as long as `keys`
  bool single = false;                  ///< one row, which is about everything
};

enum class OutputFormat { table, csv, json };
/// "json", "csv", "table"
const std::vector<std::string>& output_formats();
std::optional<OutputFormat> output_format(const std::string& name);

/// All figures in full: numbers are the shortest text that reads back to the same double.
///   json:  one object, a member a table: a list of objects, or one object where `single`.
///   csv:   RFC 4180. One table: its keys as the header, a line a row. Several: the header
///          `table,row,key,value`, a line a cell; `row` is the row's first cell, empty where
///          `single`.
///   table: columns aligned by blanks, a title and a header a table, numbers to the right; a
///   `single`
///          one has a line a key.
std::string records_text(const std::vector<RecordTable>& tables, OutputFormat format);

/// A record of one row, key by key.
class Record {
 public:
  explicit Record(std::string name) { table_.name = std::move(name); }
  Record& put(std::string key, Cell value) {
    table_.keys.push_back(std::move(key));
    row_.push_back(std::move(value));
    return *this;
  }
  RecordTable table() const {
    RecordTable table = table_;
    table.rows = {row_};
    table.single = true;
    return table;
  }

 private:
  RecordTable table_;
  std::vector<Cell> row_;
};

}  // namespace engram::sim
