#include "sim/sweep/sweep_tables.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/config/json_writer.hpp"
#include "sim/results/csv.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/sweep/best_points.hpp"
#include "sim/sweep/row_shares.hpp"

namespace engram::sim {

std::vector<Objective> objectives_of(const SweepHead& head) {
  std::vector<Objective> all;
  for (const std::string& text : head.objectives) {
    const std::size_t blank = text.find(' ');
    const auto column = std::find(head.columns.begin(), head.columns.end(), text.substr(0, blank));
    all.push_back({static_cast<std::size_t>(column - head.columns.begin()),
                   text.substr(blank + 1) == "least"});
  }
  return all;
}

std::string figure_text(double figure) {
  return std::isnan(figure) ? "" : shortest(figure);
}

namespace {

struct Sum {
  double sum = 0, count = 0;
  void add(double value) {
    sum += value;
    ++count;
  }
};

/// NaN where nothing varies.
double share_of_variance(const std::vector<SweepRow>& rows, std::size_t axis, std::size_t column) {
  Sum all;
  std::map<std::string, Sum> by_value;
  const auto figure = [&](const SweepRow& row) {
    return row.figures.empty() ? std::nan("") : row.figures[column];
  };
  for (const SweepRow& row : rows) {
    if (!std::isnan(figure(row))) all.add(figure(row));
  }
  if (all.count == 0) return std::nan("");
  double total = 0, between = 0;
  for (const SweepRow& row : rows) {
    if (std::isnan(figure(row))) continue;
    const double deviation = figure(row) - all.sum / all.count;
    total += deviation * deviation;
    by_value[row.values[axis]].add(deviation);
  }
  for (const auto& [value, group] : by_value) between += group.sum * group.sum / group.count;
  return total > 0 ? between / total : std::nan("");
}

}  // namespace

std::string sweep_csv(const SweepHead& head, const std::vector<SweepRow>& rows) {
  std::string text;
  for (const std::string& axis : head.axes) text += csv_field(axis) + ',';
  text += "status,";
  for (const std::string& column : head.columns) text += column + ',';
  std::vector<bool> front;
  if (!head.objectives.empty()) {
    text += "front,";
    std::vector<std::vector<double>> figures;
    for (const SweepRow& row : rows) figures.push_back(row.figures);
    front = on_front(figures, objectives_of(head));
  }
  text += "error\n";
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const SweepRow& row = rows[at];
    for (const std::string& value : row.values) text += csv_field(value) + ',';
    text += row.status + ',';
    for (std::size_t c = 0; c < head.columns.size(); ++c) {
      text += (row.figures.empty() ? "" : figure_text(row.figures[c])) + ',';
    }
    if (!front.empty()) text += front[at] ? "1," : "0,";
    text += csv_field(row.error) + '\n';
  }
  return text;
}

std::string sensitivity_csv(const SweepHead& head, const std::vector<SweepRow>& rows) {
  std::string text = "axis,column,share\n";
  for (std::size_t a = 0; a < head.axes.size(); ++a) {
    for (std::size_t c = 0; c < head.columns.size(); ++c) {
      text += csv_field(head.axes[a]) + ',' + head.columns[c] + ',' +
              figure_text(share_of_variance(rows, a, c)) + '\n';
    }
  }
  return text;
}

void write_sweep_tables(const std::filesystem::path& folder, SweepStore& store) {
  const std::vector<SweepRow> rows = store.rows();
  write_result_file(folder / "sweep.csv", sweep_csv(store.head(), rows));
  write_result_file(folder / "sensitivity.csv", sensitivity_csv(store.head(), rows));
  write_result_file(folder / "best.csv", best_csv(store.head(), rows));
  write_result_file(folder / "rows.csv", rows_csv(rows));
}

}  // namespace engram::sim
