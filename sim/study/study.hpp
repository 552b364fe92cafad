#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "energy/ledger.hpp"

/// A published table beside what the simulator gives: which run each of its rows is, what of the
/// run to sum for each of its columns, and how far apart the two may be.
namespace engram::sim {

/// What of a ledger belongs to a column.
struct StudyColumn {
  enum class Quantity {
    energy_uj,         ///< of the lines, over the whole run
    leakage_mw,        ///< of the memories and logic that are on
    per_operation_pj,  ///< of the lines, a synaptic operation
    power_uw           ///< the same, at a published rate of operations
  };
  std::string name;  ///< of the published column
  Quantity quantity = Quantity::energy_uj;
  std::vector<Part> parts;
  /// Lines whose region, or region and kind ("fc.weights.update read"), ends so; empty: any.
  std::vector<std::string> ending;
  std::vector<std::string> except;  ///< not lines that end so; leakage: nor memories and logic
  /// Published column with million operations a second. Given, and `parts` has leakage: a second's
  /// leakage of the other parts joins in.
  std::string rate;
  struct Bounds {
    /// Of |ours / theirs - 1| over the rows of a group; infinity where nothing is judged.
    double median = 0, largest = 0;
  };
  Bounds bounds;
  std::map<std::string, Bounds> group_bounds;  ///< of groups that have their own
};

using StudyRow = std::map<std::string, std::string>;  ///< by column, as in the file

/// Whether a row has all the wanted values.
bool fits(const StudyRow& row, const StudyRow& wanted);

/// `text` with every {column} replaced by the row's value.
std::string filled_in(std::string text, const StudyRow& row);

/// The run that rows with these values are.
struct StudyRun {
  StudyRow rows;
  std::filesystem::path config;
  std::vector<std::string> sets;  ///< "/json/pointer=value"; {column} is the row's value
};

struct StudyTable {
  std::filesystem::path published;
  std::vector<std::string> group;  ///< columns; errors are judged over rows that agree in these
  std::vector<StudyRun> runs;      ///< the first that fits a row is taken
  std::vector<StudyColumn> columns;
};

/// A headline: the quotient of two rows, sums over columns.
struct StudyRatio {
  std::string name;
  std::vector<std::string> columns;
  StudyRow of, over;  ///< values that single a row out
  double within = 0;  ///< bound of |ours - theirs|
};

/// Something that many rows say together about one column.
struct StudyCheck {
  enum class Kind {
    rank,      ///< Spearman's rank correlation of ours and theirs is at least `bound`
    relative,  ///< median of |(ours / ours of `to`) / (theirs / theirs of `to`) - 1| is below it
    winners    ///< the same side is cheaper, ours and theirs, in at least `bound` groups
  } kind = Kind::rank;
  std::string name, column;
  StudyRow rows;  ///< only rows with these values
  double bound = 0;
  StudyRow to;                             ///< relative: the row that the others are measured by
  std::string by;                          ///< winners: the column that tells the sides apart
  std::vector<std::string> first, second;  ///< its values; the cheapest of a side stands for it
  std::vector<std::string> group;          ///< rows of a group agree in these columns
};

struct Study {
  std::string name;
  std::vector<StudyTable> tables;
  std::vector<StudyRatio> ratios;
  std::vector<StudyCheck> checks;
};

/// Reads a study. Throws ConfigFault.
Study load_study(const std::filesystem::path& file);

struct PublishedTable {
  std::vector<std::string> header;
  std::vector<StudyRow> rows;
};
/// Reads fields between commas; lines that begin with # are passed over, the first other line is
/// the header. Throws ConfigFault: unreadable, no header, rows of another length.
PublishedTable read_published(const std::filesystem::path& file);

/// One row: both figures of each column.
struct StudyResult {
  StudyRow row;
  std::vector<double> ours, theirs;
};

/// What a priced run gives for a column, in its unit. `operations`: synaptic operations of the run;
/// `rate`: of the row, in millions a second.
double study_figure(const energy::Ledger& ledger, const StudyColumn& column, Count operations = 0,
                    double rate = 0);

/// Runs every row of a table through the simulator, each in a process of its own. Throws
/// ConfigFault (a row without a run, a figure that is no number), InputFault.
std::vector<StudyResult> run_study(const StudyTable& table);

}  // namespace engram::sim
