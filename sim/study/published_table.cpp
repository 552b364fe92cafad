#include <fstream>

#include "sim/config/config_fault.hpp"
#include "sim/study/study.hpp"
#include "workloads/files/csv_fields.hpp"

namespace engram::sim {

PublishedTable read_published(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw ConfigFault({{file.string(), 0, "", "cannot be read"}});
  PublishedTable table;
  std::vector<Fault> faults;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.starts_with('#')) continue;
    const auto fields = workloads::split_fields(line);
    if (table.header.empty()) {
      table.header.assign(fields.begin(), fields.end());
      continue;
    }
    if (fields.size() != table.header.size()) {
      faults.push_back({file.string(), number, "",
                        "found " + std::to_string(fields.size()) + " fields, expected " +
                            std::to_string(table.header.size())});
      continue;
    }
    StudyRow row;
    for (std::size_t at = 0; at < fields.size(); ++at) row[table.header[at]] = fields[at];
    table.rows.push_back(std::move(row));
  }
  if (table.header.empty()) faults.push_back({file.string(), 0, "", "has no header line"});
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  return table;
}

}  // namespace engram::sim
