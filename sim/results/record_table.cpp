#include "sim/results/record_table.hpp"

#include <algorithm>
#include <cmath>

#include "sim/config/json_writer.hpp"
#include "sim/results/csv.hpp"

namespace engram::sim {
namespace {

template <class... Kinds>
struct Overloaded : Kinds... {
  using Kinds::operator()...;
};
template <class... Kinds>
Overloaded(Kinds...) -> Overloaded<Kinds...>;

/// As plain text; `nothing` where there is no value.
std::string cell_text(const Cell& cell, const char* nothing) {
  return std::visit(Overloaded{[&](std::monostate) { return std::string(nothing); },
                               [](bool flag) { return std::string(flag ? "true" : "false"); },
                               [](Count count) { return std::to_string(count); },
                               [](std::int64_t number) { return std::to_string(number); },
                               [&](double number) {
                                 return std::isfinite(number) ? shortest(number)
                                                              : std::string(nothing);
                               },
                               [](const std::string& text) { return text; }},
                    cell);
}

bool is_number(const Cell& cell) {
  return std::holds_alternative<Count>(cell) || std::holds_alternative<std::int64_t>(cell) ||
         std::holds_alternative<double>(cell);
}

void write_cell(const Cell& cell, JsonWriter& json) {
  std::visit(Overloaded{[&](std::monostate) { json.raw("null"); },
                        [&](const auto& value) { json.value(value); }},
             cell);
}

std::string json_text(const std::vector<RecordTable>& tables) {
  JsonWriter json;
  json.open_object();
  for (const RecordTable& table : tables) {
    json.key(table.name);
    if (!table.single) json.open_array();
    for (const std::vector<Cell>& row : table.rows) {
      json.open_object();
      for (std::size_t column = 0; column < row.size(); ++column) {
        write_cell(row[column], json.key(table.keys[column]));
      }
      json.close();
    }
    if (!table.single) json.close();
  }
  json.close();
  return json.text();
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    line += (at == 0 ? "" : ",") + csv_field(fields[at]);
  }
  return line + '\n';
}

std::string wide_csv(const RecordTable& table) {
  std::string text = csv_line(table.keys);
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<std::string> fields;
    for (const Cell& cell : row) fields.push_back(cell_text(cell, ""));
    text += csv_line(fields);
  }
  return text;
}

std::string long_csv(const std::vector<RecordTable>& tables) {
  std::string text = "table,row,key,value\n";
  for (const RecordTable& table : tables) {
    for (const std::vector<Cell>& row : table.rows) {
      const std::string about = table.single ? "" : cell_text(row.front(), "");
      for (std::size_t column = table.single ? 0 : 1; column < row.size(); ++column) {
        text += csv_line({table.name, about, table.keys[column], cell_text(row[column], "")});
      }
    }
  }
  return text;
}

/// Lines of `cells`, columns as wide as their widest text; `right` aligns a column to the right.
std::string aligned(const std::vector<std::vector<std::string>>& lines,
                    const std::vector<bool>& right) {
  std::vector<std::size_t> width(right.size(), 0);
  for (const auto& line : lines) {
    for (std::size_t column = 0; column < line.size(); ++column) {
      width[column] = std::max(width[column], line[column].size());
    }
  }
  std::string text;
  for (const auto& line : lines) {
    std::string padded;
    for (std::size_t column = 0; column < line.size(); ++column) {
      const std::string blanks(width[column] - line[column].size(), ' ');
      padded += (column == 0 ? "" : "  ");
      padded += right[column] ? blanks + line[column] : line[column] + blanks;
    }
    padded.resize(padded.find_last_not_of(' ') + 1);
    text += padded + '\n';
  }
  return text;
}

std::string aligned_table(const RecordTable& table) {
  std::vector<std::vector<std::string>> lines;
  if (table.single) {
    for (std::size_t column = 0; column < table.keys.size(); ++column) {
      lines.push_back({table.keys[column], cell_text(table.rows.front()[column], "-")});
    }
    return aligned(lines, {false, false});
  }
  lines.push_back(table.keys);
  std::vector<bool> right(table.keys.size(), !table.rows.empty());
  for (const std::vector<Cell>& row : table.rows) {
    lines.emplace_back();
    for (std::size_t column = 0; column < row.size(); ++column) {
      lines.back().push_back(cell_text(row[column], "-"));
      const bool nothing = std::holds_alternative<std::monostate>(row[column]);
      right[column] = right[column] && (nothing || is_number(row[column]));
    }
  }
  return aligned(lines, right);
}

}  // namespace

const std::vector<std::string>& output_formats() {
  static const std::vector<std::string> names{"json", "csv", "table"};
  return names;
}

std::optional<OutputFormat> output_format(const std::string& name) {
  if (name == "json") return OutputFormat::json;
  if (name == "csv") return OutputFormat::csv;
  if (name == "table") return OutputFormat::table;
  return std::nullopt;
}

std::string records_text(const std::vector<RecordTable>& tables, OutputFormat format) {
  if (format == OutputFormat::json) return json_text(tables);
  if (format == OutputFormat::csv) {
    return tables.size() == 1 ? wide_csv(tables.front()) : long_csv(tables);
  }
  std::string text;
  for (const RecordTable& table : tables) {
    if (tables.size() > 1) text += (text.empty() ? "" : "\n") + table.name + '\n';
    text += aligned_table(table);
  }
  return text;
}

}  // namespace engram::sim
