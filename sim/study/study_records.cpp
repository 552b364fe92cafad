#include "sim/study/study_records.hpp"

#include "sim/study/study_text.hpp"

namespace engram::sim {
namespace {

/// "bits=4 structure=Crossbar"
std::string row_text(const std::vector<std::string>& keys, const StudyRow& row) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : " ") + key + "=" + row.at(key);
  return text;
}

void add_figures(const StudyTable& table, const std::vector<StudyResult>& results,
                 RecordTable& figures) {
  const std::string file = table.published.filename().string();
  const std::vector<std::string> keys = row_keys(table);
  for (const StudyResult& result : results) {
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      const std::string row = row_text(keys, result.row);
      const std::string& column = table.columns[at].name;
      figures.rows.push_back({file + ": " + row + ": " + column, file, row, column, result.ours[at],
                              result.theirs[at], result.ours[at] / result.theirs[at]});
    }
  }
}

void add_groups(const StudyTable& table, const std::vector<StudyResult>& results,
                RecordTable& groups) {
  const std::string file = table.published.filename().string();
  for (const GroupErrors& errors : group_errors(table, results)) {
    groups.rows.push_back({file + ": " + errors.group + ": " + errors.column, file, errors.group,
                           errors.column, Count{errors.rows}, errors.median, errors.largest,
                           errors.within});
  }
}

void add_headline(const std::string& name, const StudyVerdict& verdict, RecordTable& headlines) {
  std::string text = verdict.text;
  while (text.ends_with('\n')) text.pop_back();
  headlines.rows.push_back({name, text, verdict.within});
}

}  // namespace

std::vector<RecordTable> study_records(const Study& study,
                                       const std::vector<std::vector<StudyResult>>& results) {
  RecordTable figures{
      "figures", {"figure", "table", "row", "column", "ours", "theirs", "ratio"}, {}};
  RecordTable groups{
      "groups",
      {"what", "table", "group", "column", "rows", "median_error", "largest_error", "within"},
      {}};
  RecordTable headlines{"headlines", {"headline", "text", "within"}, {}};
  for (std::size_t at = 0; at < study.tables.size(); ++at) {
    add_figures(study.tables[at], results[at], figures);
    add_groups(study.tables[at], results[at], groups);
  }
  for (const StudyRatio& ratio : study.ratios) {
    add_headline(ratio.name, ratio_text(ratio, study, results), headlines);
  }
  for (const StudyCheck& check : study.checks) {
    add_headline(check.name, check_text(check, study, results), headlines);
  }
  return {figures, groups, headlines};
}

}  // namespace engram::sim
