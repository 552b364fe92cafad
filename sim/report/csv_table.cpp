#include "sim/report/csv_table.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

namespace engram::sim {
namespace {

/// NaN for an empty field; nothing for what is no finite number.
bool read_number(const std::string& field, double& number) {
  number = std::numeric_limits<double>::quiet_NaN();
  if (field.empty()) return true;
  const char* const end = field.data() + field.size();
  const auto [stopped, error] = std::from_chars(field.data(), end, number);
  return error == std::errc() && stopped == end;
}

const Column& column_of(const CsvTable& table, const std::string& name) {
  return *std::find_if(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return column.is.name == name; });
}

/// Fills one column; at most one fault of it is told.
void fill(Column& column, std::size_t at, const std::vector<std::vector<std::string>>& records,
          const std::string& file, std::vector<std::string>& faults) {
  std::unordered_map<std::string, std::uint32_t> known;
  for (std::size_t row = 1; row < records.size(); ++row) {
    const std::string& field = records[row][at];
    if (column.is.kind == WantedColumn::Kind::text) {
      const auto code = static_cast<std::uint32_t>(known.size());
      const auto [found, fresh] = known.emplace(field, code);
      if (fresh) column.texts.push_back(field);
      column.codes.push_back(found->second);
      continue;
    }
    double number = 0;
    if (!read_number(field, number)) {
      faults.push_back(file + ": record " + std::to_string(row) + ": " + column.is.name + ": '" +
                       field + "' is no number");
      return;
    }
    column.numbers.push_back(number);
  }
}

}  // namespace

std::vector<std::vector<std::string>> read_csv(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (stream.peek() != std::ifstream::traits_type::eof()) bytes << stream.rdbuf();
  if (!stream && !stream.eof()) throw std::runtime_error(file.string() + ": cannot be read");
  const std::string text = bytes.str();
  std::vector<std::vector<std::string>> records;
  bool fresh = true, quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (fresh) records.push_back({""});
    fresh = false;
    std::string& field = records.back().back();
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        field += text[++at];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      records.back().emplace_back();
    } else if (c == '\n') {
      fresh = true;
    } else if (c != '\r') {
      field += c;
    }
  }
  if (quoted) throw std::runtime_error(file.string() + ": a quote is not closed");
  return records;
}

CsvTable load_table(const std::filesystem::path& file, const std::vector<WantedColumn>& wanted,
                    std::vector<std::string>& faults) {
  CsvTable table;
  std::vector<std::vector<std::string>> records;
  try {
    records = read_csv(file);
  } catch (const std::runtime_error& fault) {
    faults.emplace_back(fault.what());
    return table;
  }
  if (records.empty()) records.emplace_back();
  const std::vector<std::string>& header = records.front();
  for (std::size_t row = 1; row < records.size(); ++row) {
    if (records[row].size() == header.size()) continue;
    faults.push_back(file.string() + ": record " + std::to_string(row) + " has " +
                     std::to_string(records[row].size()) + " fields, the header " +
                     std::to_string(header.size()));
    return table;
  }
  table.rows = records.size() - 1;
  for (const WantedColumn& one : wanted) {
    const auto found = std::find(header.begin(), header.end(), one.name);
    if (found == header.end()) {
      if (!one.optional) faults.push_back(file.string() + ": has no column '" + one.name + "'");
      continue;
    }
    table.columns.push_back({one, {}, {}, {}});
    fill(table.columns.back(), static_cast<std::size_t>(found - header.begin()), records,
         file.string(), faults);
  }
  return table;
}

bool CsvTable::has(const std::string& column) const {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Column& one) { return one.is.name == column; });
}

const std::vector<double>& CsvTable::numbers(const std::string& column) const {
  return column_of(*this, column).numbers;
}

const std::string& CsvTable::text(const std::string& column, std::size_t row) const {
  const Column& of = column_of(*this, column);
  return of.texts[of.codes[row]];
}

void write_table(const CsvTable& table, JsonWriter& json) {
  json.open_object();
  json.key("rows").value(std::uint64_t{table.rows});
  for (const Column& column : table.columns) {
    json.key(column.is.name);
    if (column.is.kind == WantedColumn::Kind::number) {
      json.open_array();
      for (const double number : column.numbers) json.value(number);
      json.close();
      continue;
    }
    json.open_object().key("texts").open_array();
    for (const std::string& text : column.texts) json.value(text);
    json.close().key("codes").open_array();
    for (const std::uint32_t code : column.codes) json.value(code);
    json.close().close();
  }
  json.close();
}

}  // namespace engram::sim
