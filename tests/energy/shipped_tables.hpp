#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace engram::energy {

/// configs/energy/<name>.json, parsed. Throws where there is none.
nlohmann::json shipped(const std::string& name);

using CsvRow = std::map<std::string, std::string>;  ///< by column name

/// A CSV file by its header row, lines that begin with # left out; empty where it is absent.
std::vector<CsvRow> csv_rows(const std::string& path);
/// A file of the reference data by its header row; empty where the data is absent.
std::vector<CsvRow> reference_csv(const std::string& name);

/// A JSON file of the reference data; null where the data is absent.
nlohmann::json reference_json(const std::string& name);

std::string reference_path(const std::string& name);

}  // namespace engram::energy
