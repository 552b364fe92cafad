#include <algorithm>
#include <charconv>
#include <sstream>

#include "sim/config/config_fault.hpp"
#include "sim/config/load.hpp"
#include "sim/results/summary.hpp"
#include "sim/run/in_process.hpp"
#include "sim/run/simulate.hpp"
#include "sim/spatial/spatial_run.hpp"
#include "sim/study/study.hpp"

namespace engram::sim {
namespace {

bool ends_in(const std::string& region, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](const std::string& ending) { return region.ends_with(ending); });
}

struct Priced {
  energy::Ledger ledger;
  Count operations = 0;  ///< synaptic; 0 on a spatial array
};

/// A run of either kind of chip, priced with its first table.
Priced priced(const std::filesystem::path& config, const std::vector<std::string>& sets) {
  if (is_spatial(config)) return {run_spatial(load_spatial(config, sets).config).ledger, 0};
  const LoadedConfig loaded = load_config(config, sets);
  const Prepared prepared = prepare(loaded.config);
  const Outcome outcome = simulate(loaded.config, prepared);
  return {outcome.ledgers.front(), summarise(prepared, outcome).synaptic_operations};
}

double published_figure(const StudyTable& table, const StudyRow& row, const std::string& column) {
  const auto found = row.find(column);
  double value = 0;
  const std::string text = found == row.end() ? "" : found->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value > 0)) {
    throw ConfigFault({{table.published.string(), 0, "",
                        "column " + column + ": found '" + text + "', expected a number above 0"}});
  }
  return value;
}

/// Its figures as text, a blank between. Once a process.
std::string simulate_row(const StudyTable& table, const StudyRun& run, const StudyRow& row) {
  std::vector<std::string> sets;
  for (const std::string& set : run.sets) sets.push_back(filled_in(set, row));
  const Priced done = priced(run.config, sets);
  std::ostringstream out;
  out.precision(17);
  for (const StudyColumn& column : table.columns) {
    const double rate = column.rate.empty() ? 0 : published_figure(table, row, column.rate);
    out << study_figure(done.ledger, column, done.operations, rate) << ' ';
  }
  return out.str();
}

std::vector<double> read_figures(const std::string& text, const std::vector<StudyColumn>& columns) {
  std::istringstream in(text);
  std::vector<double> values(columns.size());
  for (double& value : values) in >> value;
  return values;
}

std::string described(const StudyRow& row) {
  std::string text;
  for (const auto& [column, value] : row) text += (text.empty() ? "" : ", ") + column + " " + value;
  return text;
}

}  // namespace

std::string filled_in(std::string text, const StudyRow& row) {
  for (const auto& [column, value] : row) {
    const std::string name = "{" + column + "}";
    for (std::size_t at = text.find(name); at != std::string::npos;
         at = text.find(name, at + value.size())) {
      text.replace(at, name.size(), value);
    }
  }
  return text;
}

bool fits(const StudyRow& row, const StudyRow& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& value) {
    const auto found = row.find(value.first);
    return found != row.end() && found->second == value.second;
  });
}

namespace {

bool counts(const StudyColumn& column, Part part) {
  return std::find(column.parts.begin(), column.parts.end(), part) != column.parts.end();
}

double leakage_nanowatts(const energy::Ledger& ledger, const StudyColumn& column) {
  double nanowatts = 0;
  for (const energy::AreaLine& line : ledger.areas) {
    if (counts(column, line.part) && !ends_in(line.name, column.except)) {
      nanowatts += line.leakage_nw;
    }
  }
  return nanowatts;
}

Energy energy_of_lines(const energy::Ledger& ledger, const StudyColumn& column) {
  Energy sum;
  for (const energy::LedgerLine& line : ledger.lines) {
    const auto ends = [&](const std::vector<std::string>& endings) {
      return ends_in(line.region, endings) || ends_in(line.region + " " + line.kind, endings);
    };
    if (!counts(column, line.part) || ends(column.except)) continue;
    if (!column.ending.empty() && !ends(column.ending)) continue;
    // With a rate, leakage is a power, however long the run took.
    if (!column.rate.empty() && line.part == Part::leakage) continue;
    sum += line.total;
  }
  return sum;
}

}  // namespace

double study_figure(const energy::Ledger& ledger, const StudyColumn& column, Count operations,
                    double rate) {
  using Quantity = StudyColumn::Quantity;
  if (column.quantity == Quantity::leakage_mw) return leakage_nanowatts(ledger, column) * 1e-6;
  const double picojoules = energy_of_lines(ledger, column).picojoules();
  if (column.quantity == Quantity::energy_uj) return picojoules * 1e-6;
  double each = picojoules / static_cast<double>(operations);
  const bool leaks = !column.rate.empty() && counts(column, Part::leakage);
  if (leaks) each += leakage_nanowatts(ledger, column) * 1e-3 / rate;
  return column.quantity == Quantity::power_uw ? each * rate : each;
}

std::vector<StudyResult> run_study(const StudyTable& table) {
  const PublishedTable published = read_published(table.published);
  std::vector<StudyResult> results;
  std::vector<const StudyRun*> runs;
  for (const StudyRow& row : published.rows) {
    const auto run = std::find_if(table.runs.begin(), table.runs.end(),
                                  [&](const StudyRun& one) { return fits(row, one.rows); });
    if (run == table.runs.end()) {
      throw ConfigFault({{table.published.string(), 0, "", "no run for " + described(row)}});
    }
    StudyResult result{row, {}, {}};
    for (const StudyColumn& column : table.columns) {
      result.theirs.push_back(published_figure(table, row, column.name));
    }
    results.push_back(std::move(result));
    runs.push_back(&*run);
  }
  std::vector<std::function<std::string()>> works;
  for (std::size_t at = 0; at < results.size(); ++at) {
    works.emplace_back([&, at] { return simulate_row(table, *runs[at], results[at].row); });
  }
  const std::vector<std::string> figures = texts_of_processes(works);
  for (std::size_t at = 0; at < results.size(); ++at) {
    results[at].ours = read_figures(figures[at], table.columns);
  }
  return results;
}

}  // namespace engram::sim
