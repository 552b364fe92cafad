#include "sim/sweep/sqlite.hpp"

#include <sqlite3.h>

#include <cmath>
#include <limits>

namespace engram::sim {

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void Database::Statement::End::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Database::Database(const std::filesystem::path& file, Open how) : name_(file.string()) {
  sqlite3* opened = nullptr;
  const int flags = SQLITE_OPEN_READWRITE |
                    (how == Open::new_file ? SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE : 0);
  const int code = sqlite3_open_v2(name_.c_str(), &opened, flags, nullptr);
  database_.reset(opened);
  check(code);
  // The lock is taken by the first transaction and kept: one sweep a database.
  run("PRAGMA locking_mode = EXCLUSIVE");
  run("BEGIN EXCLUSIVE");
  run("COMMIT");
}

void Database::check(int code) {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
  if (code == SQLITE_BUSY) throw DatabaseFault(name_ + ": another program has it open");
  throw DatabaseFault(name_ + ": " +
                      (database_ ? sqlite3_errmsg(database_.get()) : sqlite3_errstr(code)));
}

void Database::run(const std::string& sql) {
  check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

Database::Statement::Statement(Database& database, const std::string& sql) : database_(database) {
  sqlite3_stmt* made = nullptr;
  database_.check(sqlite3_prepare_v2(database_.database_.get(), sql.c_str(), -1, &made, nullptr));
  statement_.reset(made);
}

Database::Statement& Database::Statement::bind(int parameter, const std::string& text) {
  database_.check(sqlite3_bind_text(statement_.get(), parameter, text.data(),
                                    static_cast<int>(text.size()), SQLITE_TRANSIENT));
  return *this;
}

Database::Statement& Database::Statement::bind(int parameter, std::int64_t number) {
  database_.check(sqlite3_bind_int64(statement_.get(), parameter, number));
  return *this;
}

Database::Statement& Database::Statement::bind(int parameter, double number) {
  database_.check(std::isnan(number) ? sqlite3_bind_null(statement_.get(), parameter)
                                     : sqlite3_bind_double(statement_.get(), parameter, number));
  return *this;
}

bool Database::Statement::step() {
  const int code = sqlite3_step(statement_.get());
  database_.check(code);
  return code == SQLITE_ROW;
}

void Database::Statement::done() {
  step();
  database_.check(sqlite3_reset(statement_.get()));
}

std::string Database::Statement::text(int column) const {
  const unsigned char* const text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return "";
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t Database::Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Database::Statement::number(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL
             ? std::numeric_limits<double>::quiet_NaN()
             : sqlite3_column_double(statement_.get(), column);
}

}  // namespace engram::sim
