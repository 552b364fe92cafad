#pragma once

#include <string>
#include <vector>

#include "sim/study/study.hpp"

namespace engram::sim {

/// Something that is compared, and whether it is within its bound.
struct StudyVerdict {
  std::string text;  ///< lines for the screen
  bool within = true;
};

/// How far apart ours and theirs are in one column, over the rows of a group.
struct GroupErrors {
  std::string group, column;
  std::size_t rows = 0;
  double median = 0, largest = 0;  ///< of |ours / theirs - 1|
  bool within = true;              ///< of both bounds
};

/// Column by column, groups in the order of the rows.
std::vector<GroupErrors> group_errors(const StudyTable& table,
                                      const std::vector<StudyResult>& results);

/// The columns of a published table that are no figures, in the order of the file.
std::vector<std::string> row_keys(const StudyTable& table);

/// Every row: its values, then ours, theirs and ratio of each column. Below, median and largest
/// |ours / theirs - 1| of each group and column, and whether they are within bounds.
StudyVerdict table_text(const StudyTable& table, const std::vector<StudyResult>& results);

/// A headline out of the results of all tables, in their order. Throws ConfigFault unless each of
/// its two rows is exactly one row that has the columns.
StudyVerdict ratio_text(const StudyRatio& ratio, const Study& study,
                        const std::vector<std::vector<StudyResult>>& results);

/// A check over the results of all tables. Throws ConfigFault where no row has its column, and
/// `relative` unless `to` is one row.
StudyVerdict check_text(const StudyCheck& check, const Study& study,
                        const std::vector<std::vector<StudyResult>>& results);

}  // namespace engram::sim
