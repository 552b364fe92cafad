#include "sim/study/study_text.hpp"

#include <algorithm>
#include <cmath>

#include "sim/config/config_fault.hpp"
#include "sim/study/line.hpp"

namespace engram::sim {
namespace {

std::string group_of(const StudyTable& table, const StudyRow& row) {
  std::string group;
  for (const std::string& column : table.group) {
    const auto value = row.find(column);
    group += (group.empty() ? "" : " ") + (value == row.end() ? "" : value->second);
  }
  return group;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// |ours / theirs - 1| of one column by group, groups in the order of the rows.
std::vector<std::pair<std::string, std::vector<double>>> errors_by_group(
    const StudyTable& table, const std::vector<StudyResult>& results, std::size_t column) {
  std::vector<std::pair<std::string, std::vector<double>>> groups;
  for (const StudyResult& result : results) {
    const std::string name = group_of(table, result.row);
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& known) { return known.first == name; });
    if (group == groups.end()) group = groups.insert(groups.end(), {name, {}});
    group->second.push_back(std::abs(result.ours[column] / result.theirs[column] - 1));
  }
  return groups;
}

/// The one result of all tables whose row has these values, and the indices of the columns.
struct Found {
  const StudyResult* result = nullptr;
  std::vector<std::size_t> columns;
  double sum(const std::vector<double>& values) const {
    double total = 0;
    for (const std::size_t column : columns) total += values[column];
    return total;
  }
};

Found find_row(const StudyRatio& ratio, const StudyRow& wanted, const Study& study,
               const std::vector<std::vector<StudyResult>>& results) {
  Found found;
  std::size_t fitting = 0;
  for (std::size_t table = 0; table < results.size(); ++table) {
    for (const StudyResult& result : results[table]) {
      if (!fits(result.row, wanted)) continue;
      ++fitting;
      found = {&result, {}};
      const auto& columns = study.tables[table].columns;
      for (const std::string& name : ratio.columns) {
        for (std::size_t at = 0; at < columns.size(); ++at) {
          if (columns[at].name == name) found.columns.push_back(at);
        }
      }
    }
  }
  if (fitting != 1 || found.columns.size() != ratio.columns.size()) {
    throw ConfigFault({{"", 0, "",
                        "ratio '" + ratio.name + "': " + std::to_string(fitting) +
                            " rows fit, expected one row with all its columns"}});
  }
  return found;
}

}  // namespace

std::vector<std::string> row_keys(const StudyTable& table) {
  std::vector<std::string> keys;
  for (const std::string& column : read_published(table.published).header) {
    const bool figure =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [&](const StudyColumn& compared) { return compared.name == column; });
    if (!figure) keys.push_back(column);
  }
  return keys;
}

std::vector<GroupErrors> group_errors(const StudyTable& table,
                                      const std::vector<StudyResult>& results) {
  std::vector<GroupErrors> all;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const StudyColumn& column = table.columns[at];
    for (const auto& [group, errors] : errors_by_group(table, results, at)) {
      const double middle = median(errors);
      const double largest = *std::max_element(errors.begin(), errors.end());
      const auto own = column.group_bounds.find(group);
      const StudyColumn::Bounds bounds =
          own == column.group_bounds.end() ? column.bounds : own->second;
      all.push_back({group, column.name, errors.size(), middle, largest,
                     middle < bounds.median && largest < bounds.largest});
    }
  }
  return all;
}

StudyVerdict table_text(const StudyTable& table, const std::vector<StudyResult>& results) {
  StudyVerdict verdict;
  const std::vector<std::string> keys = row_keys(table);
  for (const std::string& key : keys) verdict.text += line("%-12s", key.c_str());
  for (const StudyColumn& column : table.columns) {
    verdict.text += line(" %11s %10s %7s", column.name.c_str(), "theirs", "ratio");
  }
  verdict.text += "\n";
  for (const StudyResult& result : results) {
    for (const std::string& key : keys) {
      verdict.text += line("%-12s", result.row.at(key).c_str());
    }
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const double ours = result.ours[column], theirs = result.theirs[column];
      verdict.text += line(" %11.5g %10.5g %7.4f", ours, theirs, ours / theirs);
    }
    verdict.text += "\n";
  }
  verdict.text += line("\n%-24s %-10s %6s %9s %9s\n", "group", "column", "rows", "median", "max");
  for (const GroupErrors& errors : group_errors(table, results)) {
    verdict.within = verdict.within && errors.within;
    verdict.text += line("%-24s %-10s %6zu %8.2f%% %8.2f%%%s\n", errors.group.c_str(),
                         errors.column.c_str(), errors.rows, 100 * errors.median,
                         100 * errors.largest, errors.within ? "" : "  OUT OF BOUNDS");
  }
  return verdict;
}

StudyVerdict ratio_text(const StudyRatio& ratio, const Study& study,
                        const std::vector<std::vector<StudyResult>>& results) {
  const Found of = find_row(ratio, ratio.of, study, results);
  const Found over = find_row(ratio, ratio.over, study, results);
  const double ours = of.sum(of.result->ours) / over.sum(over.result->ours);
  const double theirs = of.sum(of.result->theirs) / over.sum(over.result->theirs);
  const bool within = std::abs(ours - theirs) <= ratio.within;
  return {line("%s: ours %.4f, theirs %.4f%s\n", ratio.name.c_str(), ours, theirs,
               within ? "" : "  OUT OF BOUNDS"),
          within};
}

}  // namespace engram::sim
