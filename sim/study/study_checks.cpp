#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "sim/config/config_fault.hpp"
#include "sim/study/line.hpp"
#include "sim/study/study_text.hpp"

namespace engram::sim {
namespace {

struct Figures {
  const StudyRow* row = nullptr;
  double ours = 0, theirs = 0;
};

/// The figures of the check's column in the rows that it is about.
std::vector<Figures> figures_of(const StudyCheck& check, const Study& study,
                                const std::vector<std::vector<StudyResult>>& results) {
  std::vector<Figures> found;
  for (std::size_t table = 0; table < results.size(); ++table) {
    const auto& columns = study.tables[table].columns;
    for (std::size_t column = 0; column < columns.size(); ++column) {
      if (columns[column].name != check.column) continue;
      for (const StudyResult& result : results[table]) {
        if (!fits(result.row, check.rows)) continue;
        if (check.kind == StudyCheck::Kind::winners && !result.row.contains(check.by)) continue;
        found.push_back({&result.row, result.ours[column], result.theirs[column]});
      }
    }
  }
  if (found.empty()) {
    throw ConfigFault({{"", 0, "", "check '" + check.name + "': no row has its column"}});
  }
  return found;
}

/// Ranks from 1; equal values share the mean of theirs.
std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranked(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    for (std::size_t at = first; at < end; ++at) {
      ranked[order[at]] = static_cast<double>(first + end + 1) / 2;
    }
    first = end;
  }
  return ranked;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n;
  const double mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double both = 0, only_a = 0, only_b = 0;
  for (std::size_t at = 0; at < a.size(); ++at) {
    both += (a[at] - mean_a) * (b[at] - mean_b);
    only_a += (a[at] - mean_a) * (a[at] - mean_a);
    only_b += (b[at] - mean_b) * (b[at] - mean_b);
  }
  return only_a * only_b > 0 ? both / std::sqrt(only_a * only_b) : 0;
}

const char* judged(bool within) {
  return within ? "" : "  OUT OF BOUNDS";
}

StudyVerdict rank_text(const StudyCheck& check, const std::vector<Figures>& figures) {
  std::vector<double> ours, theirs;
  for (const Figures& row : figures) {
    ours.push_back(row.ours);
    theirs.push_back(row.theirs);
  }
  const double found = correlation(ranks(ours), ranks(theirs));
  const bool within = found >= check.bound;
  return {line("%s: rank correlation %.3f over %zu rows%s\n", check.name.c_str(), found,
               figures.size(), judged(within)),
          within};
}

/// The share `part` of sorted values lies below it; between two of them on a straight line.
double quantile(const std::vector<double>& sorted, double part) {
  const double place = part * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

StudyVerdict relative_text(const StudyCheck& check, const std::vector<Figures>& figures) {
  const auto is_base = [&](const Figures& row) { return fits(*row.row, check.to); };
  if (std::count_if(figures.begin(), figures.end(), is_base) != 1) {
    throw ConfigFault({{"", 0, "", "check '" + check.name + "': 'to' is not exactly one row"}});
  }
  const Figures base = *std::find_if(figures.begin(), figures.end(), is_base);
  std::vector<double> errors;
  for (const Figures& row : figures) {
    errors.push_back(std::abs((row.ours / base.ours) / (row.theirs / base.theirs) - 1));
  }
  std::sort(errors.begin(), errors.end());
  const double middle = quantile(errors, 0.5);
  const bool within = middle < check.bound;
  return {line("%s: median error %.1f %%, ninetieth percentile %.1f %%, largest %.1f %%%s\n",
               check.name.c_str(), 100 * middle, 100 * quantile(errors, 0.9), 100 * errors.back(),
               judged(within)),
          within};
}

/// The cheapest of each side of a group.
struct Sides {
  static constexpr double kNone = std::numeric_limits<double>::infinity();
  double first_ours = kNone, second_ours = kNone, first_theirs = kNone, second_theirs = kNone;
};

StudyVerdict winners_text(const StudyCheck& check, const std::vector<Figures>& figures) {
  std::map<std::vector<std::string>, Sides> groups;
  const auto is_one_of = [](const std::vector<std::string>& values, const std::string& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  };
  for (const Figures& row : figures) {
    std::vector<std::string> key;
    for (const std::string& column : check.group) key.push_back(row.row->at(column));
    Sides& sides = groups[key];
    const std::string& value = row.row->at(check.by);
    if (is_one_of(check.first, value)) {
      sides.first_ours = std::min(sides.first_ours, row.ours);
      sides.first_theirs = std::min(sides.first_theirs, row.theirs);
    } else if (is_one_of(check.second, value)) {
      sides.second_ours = std::min(sides.second_ours, row.ours);
      sides.second_theirs = std::min(sides.second_theirs, row.theirs);
    }
  }
  std::size_t right = 0;
  std::string wrong;
  for (const auto& [key, sides] : groups) {
    if ((sides.first_ours < sides.second_ours) == (sides.first_theirs < sides.second_theirs)) {
      ++right;
      continue;
    }
    wrong += wrong.empty() ? "; not in " : ", ";
    for (const std::string& value : key) wrong += (&value == &key.front() ? "" : " ") + value;
  }
  const bool within = static_cast<double>(right) >= check.bound;
  return {
      line("%s: the same winner in %zu of %zu groups", check.name.c_str(), right, groups.size()) +
          wrong + judged(within) + "\n",
      within};
}

}  // namespace

StudyVerdict check_text(const StudyCheck& check, const Study& study,
                        const std::vector<std::vector<StudyResult>>& results) {
  const std::vector<Figures> figures = figures_of(check, study, results);
  switch (check.kind) {
    case StudyCheck::Kind::rank:
      return rank_text(check, figures);
    case StudyCheck::Kind::relative:
      return relative_text(check, figures);
    case StudyCheck::Kind::winners:
      break;
  }
  return winners_text(check, figures);
}

}  // namespace engram::sim
