#include "sim/sweep/row_store.hpp"

#include <algorithm>
#include <map>

namespace engram::sim {

using Statement = Database::Statement;

void create_row_tables(Database& database) {
  database.run(R"(
CREATE TABLE table_rows (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE row_energies (key TEXT NOT NULL, row INTEGER NOT NULL, picojoules REAL NOT NULL,
                           PRIMARY KEY (key, row)) WITHOUT ROWID;
)");
}

void put_row_energies(Database& database, const SweepRow& row) {
  if (row.energies.empty()) return;
  Statement name(database, "INSERT OR IGNORE INTO table_rows (name) VALUES (?)");
  Statement energy(database,
                   "INSERT OR REPLACE INTO row_energies "
                   "SELECT ?, position, ? FROM table_rows WHERE name = ?");
  for (const energy::RowEnergy& one : row.energies) {
    name.bind(1, one.row).done();
    energy.bind(1, row.key).bind(2, one.picojoules).bind(3, one.row).done();
  }
}

void read_row_energies(Database& database, std::vector<SweepRow>& rows) {
  std::map<std::int64_t, std::string> names;
  Statement all(database, "SELECT position, name FROM table_rows");
  while (all.step()) names.emplace(all.integer(0), all.text(1));
  std::map<std::string, SweepRow*> by_key;
  for (SweepRow& row : rows) by_key.emplace(row.key, &row);
  Statement energies(database, "SELECT key, row, picojoules FROM row_energies ORDER BY key, row");
  while (energies.step()) {
    const auto point = by_key.find(energies.text(0));
    const auto name = names.find(energies.integer(1));
    // Only in a damaged file, and then the digest of its point is another.
    if (point == by_key.end() || name == names.end()) continue;
    point->second->energies.push_back({name->second, energies.number(2)});
  }
  for (SweepRow& row : rows) {
    std::sort(row.energies.begin(), row.energies.end(),
              [](const auto& a, const auto& b) { return a.row < b.row; });
  }
}

}  // namespace engram::sim
