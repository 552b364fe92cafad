#include "sim/study/point_figures.hpp"

#include <sstream>

#include "sim/config/json_writer.hpp"
#include "sim/config/load.hpp"
#include "sim/run/simulate.hpp"
#include "sim/study/grid_columns.hpp"
#include "sim/study/row_lines.hpp"

namespace engram::sim {

std::string point_figures(const std::filesystem::path& base, const std::vector<std::string>& sets,
                          const std::vector<std::string>& columns) {
  const LoadedConfig loaded = load_config(base, sets);
  const Prepared prepared = prepare(loaded.config);
  std::map<std::string, double> none;
  return figures_of(loaded.config, prepared, simulate(loaded.config, prepared), columns, none);
}

std::string figures_of(const Config& config, const Prepared& prepared, const Outcome& outcome,
                       const std::vector<std::string>& columns,
                       std::map<std::string, double>& kept) {
  const Summary summary = summarise(prepared, outcome);
  const Batch batch = batch_of(prepared, outcome);
  std::string figures;
  for (const std::string& column : columns) {
    const auto known = kept.find(column);
    const double figure = known != kept.end()
                              ? known->second
                              : grid_figure(column, {config, prepared, summary, batch});
    if (is_of_placement(column)) kept.emplace(column, figure);
    figures += shortest(figure) + '\n';
  }
  return figures + row_lines(energy::energy_by_row(outcome.activity, prepared.tables.front()));
}

std::vector<double> read_figures(const std::string& text) {
  std::istringstream lines(text);
  std::vector<double> figures;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('\t')) figures.push_back(std::stod(line));
  }
  return figures;
}

}  // namespace engram::sim
