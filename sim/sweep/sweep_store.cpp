#include "sim/sweep/sweep_store.hpp"

#include <algorithm>
#include <set>

#include "sim/price/digest.hpp"
#include "sim/sweep/row_store.hpp"
#include "sim/sweep/sweep_digest.hpp"
#include "sim/version.hpp"

namespace engram::sim {
namespace {

using Statement = Database::Statement;

constexpr std::int64_t kApplication = 0x456e6772;  ///< "Engr", in the file's header
constexpr std::int64_t kFormat = 2;                ///< of the tables below

constexpr const char* kTables = R"(
CREATE TABLE sweep (name TEXT NOT NULL, program TEXT NOT NULL, points INTEGER NOT NULL);
CREATE TABLE axes (position INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE columns (position INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE objectives (position INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE points (key TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, status TEXT NOT NULL,
                     source TEXT NOT NULL, error TEXT NOT NULL, config TEXT NOT NULL);
CREATE TABLE settings (key TEXT NOT NULL, axis INTEGER NOT NULL, value TEXT NOT NULL,
                       PRIMARY KEY (key, axis)) WITHOUT ROWID;
CREATE TABLE figures (key TEXT NOT NULL, column INTEGER NOT NULL, value REAL,
                      PRIMARY KEY (key, column)) WITHOUT ROWID;
CREATE TABLE inputs (path TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE best_by (position INTEGER NOT NULL, axis INTEGER NOT NULL,
                      PRIMARY KEY (position, axis)) WITHOUT ROWID;
CREATE TABLE digests (key TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
)";

std::string list_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

/// Of the head where the key is empty, else of a point.
void put_digest(Database& database, const std::string& key, const std::string& digest) {
  Statement insert(database, "INSERT OR REPLACE INTO digests VALUES (?, ?)");
  insert.bind(1, key).bind(2, digest).done();
}

void create(Database& database, const SweepHead& head) {
  database.run("BEGIN");
  database.run("PRAGMA application_id = " + std::to_string(kApplication));
  database.run("PRAGMA user_version = " + std::to_string(kFormat));
  database.run(kTables);
  create_row_tables(database);
  Statement sweep(database, "INSERT INTO sweep VALUES (?, ?, ?)");
  sweep.bind(1, head.name).bind(2, head.program).bind(3, std::int64_t(head.points)).done();
  const auto put_names = [&](const char* table, const std::vector<std::string>& names) {
    Statement insert(database, std::string("INSERT INTO ") + table + " VALUES (?, ?)");
    for (std::size_t k = 0; k < names.size(); ++k) {
      insert.bind(1, std::int64_t(k)).bind(2, names[k]).done();
    }
  };
  put_names("axes", head.axes);
  put_names("columns", head.columns);
  put_names("objectives", head.objectives);
  Statement best_by(database, "INSERT INTO best_by VALUES (?, ?)");
  for (std::size_t k = 0; k < head.best_by.size(); ++k) {
    for (const std::size_t axis : head.best_by[k]) {
      best_by.bind(1, std::int64_t(k)).bind(2, std::int64_t(axis)).done();
    }
  }
  put_digest(database, "", digest(head));
  database.run("COMMIT");
}

/// A file that is there is whole, whenever its maker is killed: it is made under another name.
const std::filesystem::path& created(const std::filesystem::path& file, const SweepHead& head) {
  const std::filesystem::path part = file.string() + ".new", journal = part.string() + "-journal";
  std::error_code error;
  std::filesystem::remove(part, error);
  std::filesystem::remove(journal, error);
  {
    Database database(part, Database::Open::new_file);
    create(database, head);
  }
  std::filesystem::rename(part, file, error);
  if (error) throw DatabaseFault(file.string() + ": " + error.message());
  return file;
}

}  // namespace

SweepHead head_of(const Sweep& sweep, std::uint64_t points) {
  SweepHead head{sweep.name, kVersion, sweep.axes(), sweep.columns, {}, points};
  for (const SweepObjective& one : sweep.objectives) {
    head.objectives.push_back(one.column + (one.least ? " least" : " most"));
  }
  for (const std::vector<std::string>& axes : sweep.best_by) {
    std::set<std::size_t> positions;
    for (const std::string& axis : axes) {
      positions.insert(static_cast<std::size_t>(
          std::find(head.axes.begin(), head.axes.end(), axis) - head.axes.begin()));
    }
    head.best_by.emplace_back(positions.begin(), positions.end());
  }
  return head;
}

std::string config_key(const std::string& resolved) {
  return digest_of(resolved);
}

SweepStore::SweepStore(const std::filesystem::path& file, const SweepHead& head)
    : SweepStore(created(file, head)) {}

SweepStore::SweepStore(const std::filesystem::path& file)
    : file_(file), database_(file, Database::Open::existing) {
  check();
  read_head();
  check_digests();
  // What a killed process has committed stays; only a power cut may take the last points along.
  database_.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
}

void SweepStore::check() {
  Statement application(database_, "PRAGMA application_id"),
      format(database_, "PRAGMA user_version");
  if (!application.step() || application.integer(0) != kApplication) {
    throw DatabaseFault(file_.string() + ": is no database of a sweep");
  }
  if (!format.step() || format.integer(0) != kFormat) {
    throw DatabaseFault(file_.string() + ": has format " + std::to_string(format.integer(0)) +
                        ", this program writes " + std::to_string(kFormat));
  }
  Statement integrity(database_, "PRAGMA integrity_check(1)");
  if (!integrity.step() || integrity.text(0) != "ok") {
    throw DatabaseFault(file_.string() + ": is damaged (" + integrity.text(0) + ")");
  }
}

std::vector<std::string> SweepStore::names(const std::string& table) {
  std::vector<std::string> names;
  Statement rows(database_, "SELECT name FROM " + table + " ORDER BY position");
  while (rows.step()) names.push_back(rows.text(0));
  return names;
}

void SweepStore::read_head() {
  Statement sweep(database_, "SELECT name, program, points FROM sweep");
  if (!sweep.step()) throw DatabaseFault(file_.string() + ": does not say of which sweep it is");
  head_ = {sweep.text(0),    sweep.text(1),       names("axes"),
           names("columns"), names("objectives"), std::uint64_t(sweep.integer(2))};
  Statement best_by(database_, "SELECT position, axis FROM best_by ORDER BY position, axis");
  for (std::int64_t last = -1; best_by.step(); last = best_by.integer(0)) {
    if (best_by.integer(0) != last) head_.best_by.emplace_back();
    head_.best_by.back().push_back(static_cast<std::size_t>(best_by.integer(1)));
  }
}

void SweepStore::check_digests() {
  std::map<std::string, std::string> digests;
  Statement all(database_, "SELECT key, digest FROM digests");
  while (all.step()) digests.emplace(all.text(0), all.text(1));
  const auto damaged = [&](const std::string& what) {
    return DatabaseFault(file_.string() + ": is damaged (" + what + " is not what was put there)");
  };
  if (digests[""] != digest(head_)) throw damaged("what it says of the sweep");
  const std::vector<SweepRow> points = rows();
  for (const SweepRow& row : points) {
    if (digests[row.key] != digest(row)) throw damaged("point " + std::to_string(row.number));
  }
  if (digests.size() != points.size() + 1) throw damaged("the number of points");
}

void SweepStore::put(const SweepRow& row) {
  database_.run("BEGIN");
  Statement point(database_, "INSERT OR REPLACE INTO points VALUES (?, ?, ?, ?, ?, ?)");
  point.bind(1, row.key).bind(2, std::int64_t(row.number)).bind(3, row.status);
  point.bind(4, row.source).bind(5, row.error).bind(6, row.config).done();
  Statement setting(database_, "INSERT OR REPLACE INTO settings VALUES (?, ?, ?)");
  for (std::size_t a = 0; a < row.values.size(); ++a) {
    setting.bind(1, row.key).bind(2, std::int64_t(a)).bind(3, row.values[a]).done();
  }
  Statement figure(database_, "INSERT OR REPLACE INTO figures VALUES (?, ?, ?)");
  for (std::size_t c = 0; c < row.figures.size(); ++c) {
    figure.bind(1, row.key).bind(2, std::int64_t(c)).bind(3, row.figures[c]).done();
  }
  put_row_energies(database_, row);
  put_digest(database_, row.key, digest(row));
  database_.run("COMMIT");
}

void SweepStore::put_inputs(const std::map<std::string, std::string>& digests) {
  database_.run("BEGIN");
  Statement insert(database_, "INSERT OR REPLACE INTO inputs VALUES (?, ?)");
  for (const auto& [path, digest] : digests) insert.bind(1, path).bind(2, digest).done();
  database_.run("COMMIT");
}

std::map<std::string, std::string> SweepStore::inputs() {
  std::map<std::string, std::string> digests;
  Statement rows(database_, "SELECT path, digest FROM inputs");
  while (rows.step()) digests.emplace(rows.text(0), rows.text(1));
  return digests;
}

std::map<std::string, std::string> SweepStore::statuses() {
  std::map<std::string, std::string> statuses;
  Statement rows(database_, "SELECT key, status FROM points");
  while (rows.step()) statuses.emplace(rows.text(0), rows.text(1));
  return statuses;
}

std::vector<SweepRow> SweepStore::rows() {
  std::vector<SweepRow> all;
  std::map<std::string, std::size_t> by_key;
  Statement points(database_,
                   "SELECT number, key, status, source, error, config FROM points "
                   "ORDER BY number");
  while (points.step()) {
    by_key[points.text(1)] = all.size();
    all.push_back({std::uint64_t(points.integer(0)),
                   points.text(1),
                   {},
                   points.text(2),
                   points.text(3),
                   points.text(4),
                   points.text(5),
                   {}});
  }
  const auto row_of = [&](const std::string& key) -> SweepRow& {
    const auto found = by_key.find(key);
    if (found == by_key.end()) throw DatabaseFault(file_.string() + ": has no point " + key);
    return all[found->second];
  };
  Statement settings(database_, "SELECT key, value FROM settings ORDER BY key, axis");
  while (settings.step()) row_of(settings.text(0)).values.push_back(settings.text(1));
  Statement figures(database_, "SELECT key, value FROM figures ORDER BY key, column");
  while (figures.step()) row_of(figures.text(0)).figures.push_back(figures.number(1));
  read_row_energies(database_, all);
  return all;
}

std::string difference(const SweepHead& a, const SweepHead& b) {
  const auto named = [](const char* what, const std::string& one, const std::string& other) {
    return std::string(what) + " " + one + " against " + other;
  };
  if (a.name != b.name) return named("name", a.name, b.name);
  if (a.program != b.program) return named("Engram", a.program, b.program);
  if (a.axes != b.axes) return named("axes", list_text(a.axes), list_text(b.axes));
  if (a.columns != b.columns) return named("columns", list_text(a.columns), list_text(b.columns));
  if (a.objectives != b.objectives) {
    return named("objectives", list_text(a.objectives), list_text(b.objectives));
  }
  if (a.best_by != b.best_by) return "best_by";
  if (a.points != b.points) {
    return named("points", std::to_string(a.points), std::to_string(b.points));
  }
  return "";
}

}  // namespace engram::sim
