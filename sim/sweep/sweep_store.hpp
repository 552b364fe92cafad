#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "energy/row_energy.hpp"
#include "sim/sweep/sqlite.hpp"
#include "sim/sweep/sweep.hpp"

/// The results of a sweep in one SQLite file. README.md has its tables, for plain `sqlite3`.
namespace engram::sim {

/// What the points of a database have in common; two may be one sweep only where all is equal.
struct SweepHead {
  std::string name, program;  ///< program: Engram's version
  std::vector<std::string> axes, columns;
  std::vector<std::string> objectives;  ///< "column least"
  std::uint64_t points = 0;             ///< of the whole sweep, all shards
  /// Lists of axes: best.csv has the best points for each combination of their values.
  std::vector<std::vector<std::size_t>> best_by = {};
  friend bool operator==(const SweepHead&, const SweepHead&) = default;
};
SweepHead head_of(const Sweep& sweep, std::uint64_t points);

/// One point and what came of it.
struct SweepRow {
  std::uint64_t number = 0;         ///< in the order of sweep_points
  std::string key;                  ///< config_key of its resolved config
  std::vector<std::string> values;  ///< by axis
  std::string status;               ///< "ok", "refused" (by the program), "failed" (a process died)
  std::string source;               ///< "simulated" or "priced"; empty where there are no figures
  std::string error;
  std::string config;           ///< resolved: `engram run` accepts it
  std::vector<double> figures;  ///< by column; NaN where there is none
  std::vector<energy::RowEnergy> energies = {};
};

/// A UUID of a resolved config (RFC 4122, version 5: SHA-1 in the namespace of object identifiers).
std::string config_key(const std::string& resolved);

class SweepStore {
 public:
  /// A new file; it is not there yet.
  SweepStore(const std::filesystem::path& file, const SweepHead& head);
  /// One that is. Throws DatabaseFault: no database, damaged, not of a sweep, or of another format.
  /// All that is in it is looked at.
  explicit SweepStore(const std::filesystem::path& file);

  const SweepHead& head() const { return head_; }
  /// Puts a point, or what came of it now in place of what came of it before, in one transaction.
  void put(const SweepRow& row);
  /// Digests of the files that the points' configs lead to, by path.
  void put_inputs(const std::map<std::string, std::string>& digests);
  std::map<std::string, std::string> inputs();
  /// By key: the status.
  std::map<std::string, std::string> statuses();
  std::vector<SweepRow> rows();  ///< by number

 private:
  void check();
  void read_head();
  void check_digests();
  std::vector<std::string> names(const std::string& table);

  std::filesystem::path file_;
  Database database_;
  SweepHead head_;
};

/// In words what two heads differ in; empty where they are of one sweep.
std::string difference(const SweepHead& a, const SweepHead& b);

}  // namespace engram::sim
