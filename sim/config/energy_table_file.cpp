#include "sim/config/energy_table_file.hpp"

#include <algorithm>

#include "energy/scale.hpp"
#include "sim/config/data_folder.hpp"
#include "sim/config/energy_table_reader.hpp"
#include "sim/config/energy_table_schema.hpp"
#include "sim/config/json_document.hpp"
#include "sim/config/schema.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostScalings = 3;

fs::path table_file(const std::string& name_or_path) {
  if (is_table_path(name_or_path)) return name_or_path;
  return data_folder() / "energy" / (name_or_path + ".json");
}

/// `chain`: the scaled tables on the way here.
energy::Table load(const std::string& name_or_path, std::vector<fs::path> chain);

/// The base of a scaled table, named by `value`.
energy::Table load_base(const JsonValue& value, const fs::path& file, std::vector<fs::path> chain) {
  std::string base = value.text;
  if (is_table_path(base)) base = (file.parent_path() / base).string();
  const auto fail = [&](const std::string& what) {
    throw ConfigFault({{file.string(), value.line, "/scaled_from", what}});
  };
  const std::string missing = missing_table(base);
  if (!missing.empty()) fail(missing);
  chain.push_back(fs::weakly_canonical(file));
  const fs::path next = fs::weakly_canonical(table_file(base));
  if (std::find(chain.begin(), chain.end(), next) != chain.end()) {
    fail("a circle: " + next.string() + " is scaled from itself");
  }
  if (chain.size() > kMostScalings) {
    fail("scaled more than " + std::to_string(kMostScalings) + " times");
  }
  return load(base, std::move(chain));
}

energy::Table load_scaled(const JsonValue& tree, const fs::path& file,
                          std::vector<fs::path> chain) {
  std::vector<Fault> faults;
  const JsonValue resolved = resolve(tree, *scaled_table_schema(), "", faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  const TypedReader root(resolved, "", faults);
  const TypedReader given = root.child("factors");
  energy::Factors factors;
  factors.energy = given.number("energy");
  factors.delay = given.number("delay");
  factors.area = given.number("area");
  factors.leakage = given.number("leakage");
  factors.provenance = read_provenance(root.child("provenance"));
  energy::Table table =
      energy::scale(load_base(root.value("scaled_from"), file, std::move(chain)), factors);
  table.name = root.text("name");
  table.node_nm = root.number("node_nm");
  table.voltage_v = root.number("voltage_v");
  return table;
}

energy::Table load(const std::string& name_or_path, std::vector<fs::path> chain) {
  const std::string missing = missing_table(name_or_path);
  if (!missing.empty()) throw ConfigFault({{"energy table", 0, "", missing}});
  const fs::path file = table_file(name_or_path);
  const JsonValue tree = read_json(file);
  if (tree.find("scaled_from") != nullptr) return load_scaled(tree, file, std::move(chain));
  std::vector<Fault> faults;
  const JsonValue resolved = resolve(tree, *table_schema(), "", faults);
  energy::Table table = read_table(TypedReader(resolved, "", faults));
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  return table;
}

}  // namespace

bool is_table_path(const std::string& name_or_path) {
  return name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".json");
}

std::string missing_table(const std::string& name_or_path) {
  std::error_code error;
  if (fs::is_regular_file(table_file(name_or_path), error)) return "";
  if (is_table_path(name_or_path)) return "no such file: " + name_or_path;
  const fs::path folder = data_folder() / "energy";
  if (!fs::is_directory(folder, error)) {
    return "no folder " + folder.string() + " with shipped tables; set ENGRAM_DATA";
  }
  return "no shipped table '" + name_or_path + "'" + suggestion(name_or_path, shipped_tables());
}

energy::Table load_table(const std::string& name_or_path) {
  return load(name_or_path, {});
}

std::vector<std::string> shipped_tables() {
  std::vector<std::string> names;
  const fs::path folder = data_folder() / "energy";
  if (!fs::is_directory(folder)) return names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace engram::sim
