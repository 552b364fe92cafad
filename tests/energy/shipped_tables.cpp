#include "shipped_tables.hpp"

#include <fstream>
#include <stdexcept>

namespace engram::energy {
namespace {

/// Fields of one line; a field in double quotes may hold commas.
std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> found(1);
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '"') {
      quoted = !quoted;
    } else if (letter == ',' && !quoted) {
      found.emplace_back();
    } else if (letter != '\r') {
      found.back() += letter;
    }
  }
  return found;
}

}  // namespace

std::string reference_path(const std::string& name) {
  return std::string(ENGRAM_REFERENCE_DIR) + "/energy/" + name;
}

nlohmann::json shipped(const std::string& name) {
  const std::string path = std::string(ENGRAM_SOURCE_DIR) + "/configs/energy/" + name + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  return nlohmann::json::parse(file);
}

std::vector<CsvRow> csv_rows(const std::string& path) {
  std::vector<CsvRow> rows;
  std::ifstream file(path);
  std::string line;
  do {
    if (!std::getline(file, line)) return rows;
  } while (line.starts_with('#'));
  const std::vector<std::string> header = fields(line);
  while (std::getline(file, line)) {
    const std::vector<std::string> values = fields(line);
    CsvRow row;
    for (std::size_t at = 0; at < header.size(); ++at) row[header[at]] = values.at(at);
    rows.push_back(row);
  }
  return rows;
}

std::vector<CsvRow> reference_csv(const std::string& name) {
  return csv_rows(reference_path(name));
}

nlohmann::json reference_json(const std::string& name) {
  std::ifstream file(reference_path(name));
  return file ? nlohmann::json::parse(file) : nlohmann::json();
}

}  // namespace engram::energy
