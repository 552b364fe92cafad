#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"
#include "sim/study/grid.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_text.hpp"

namespace engram::sim {
namespace {

int grid_command(const std::string& file, const std::string& out) {
  const Grid grid = load_grid(file);
  if (!out.empty()) check_result_file(out);
  const std::size_t points = grid_points(grid).size();
  const auto say = [&](const GridPoint& point, std::size_t index, const std::string& what) {
    std::string at;
    for (std::size_t a = 0; a < grid.axes.size(); ++a) {
      at += (a == 0 ? "" : ", ") + grid.axes[a].name + " " + point.values[a];
    }
    std::fprintf(stderr, "%s: point %zu of %zu: %s%s\n", grid.name.c_str(), index + 1, points,
                 at.c_str(), what.c_str());
  };
  const std::vector<GridPoint> ran =
      run_grid(grid, [&](const GridPoint& point, std::size_t index) { say(point, index, ""); });
  const std::string csv = grid_csv(grid, ran);
  std::fputs(csv.c_str(), stdout);
  if (!out.empty()) write_result_file(out, csv);
  bool all = true;
  for (std::size_t index = 0; index < ran.size(); ++index) {
    if (ran[index].error.empty()) continue;
    say(ran[index], index, ": " + ran[index].error);
    all = false;
  }
  return all ? kOk : kCheckFailed;
}

int tables_command(const std::string& file) {
  const Study study = load_study(file);
  std::vector<std::vector<StudyResult>> results;
  bool within = true;
  const auto print = [&](const StudyVerdict& verdict) {
    within = within && verdict.within;
    std::fputs(verdict.text.c_str(), stdout);
  };
  for (const StudyTable& table : study.tables) {
    results.push_back(run_study(table));
    std::printf("%s, %s\n", study.name.c_str(), table.published.filename().string().c_str());
    print(table_text(table, results.back()));
    std::printf("\n");
  }
  for (const StudyRatio& ratio : study.ratios) print(ratio_text(ratio, study, results));
  for (const StudyCheck& check : study.checks) print(check_text(check, study, results));
  return within ? kOk : kCheckFailed;
}

}  // namespace

int study_command(const std::string& file, const std::string& out) {
  if (is_grid(file)) return grid_command(file, out);
  if (!out.empty()) throw InputFault("--out: published tables are printed only, a grid is written");
  return tables_command(file);
}

}  // namespace engram::sim
