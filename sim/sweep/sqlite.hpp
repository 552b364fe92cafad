#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace engram::sim {

/// What SQLite says is wrong with a database; what() names the file.
class DatabaseFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A SQLite database that this process alone has open for as long as this lives. Every call throws
/// DatabaseFault where SQLite fails.
class Database {
 public:
  enum class Open { existing, new_file };
  Database(const std::filesystem::path& file, Open how);

  void run(const std::string& sql);  ///< statements without results

  /// One prepared statement; parameters and columns count from 1 and 0, as SQLite's do.
  class Statement {
   public:
    Statement(Database& database, const std::string& sql);
    Statement& bind(int parameter, const std::string& text);
    Statement& bind(int parameter, std::int64_t number);
    Statement& bind(int parameter, double number);  ///< NaN: null
    bool step();                                    ///< whether there is a row
    void done();                                    ///< step, and be ready for the next bind
    std::string text(int column) const;
    std::int64_t integer(int column) const;
    double number(int column) const;  ///< null: NaN

   private:
    struct End {
      void operator()(sqlite3_stmt* statement) const;
    };
    Database& database_;
    std::unique_ptr<sqlite3_stmt, End> statement_;
  };

 private:
  void check(int code);
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::string name_;
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace engram::sim
