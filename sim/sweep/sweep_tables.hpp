#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/study/pareto.hpp"
#include "sim/sweep/sweep_store.hpp"

namespace engram::sim {

std::vector<Objective> objectives_of(const SweepHead& head);
/// A figure in a table; empty where there is none.
std::string figure_text(double figure);

/// axes, status, columns (empty where there is no figure), front (1 or 0, where there are
/// objectives), error: one row a point, by number. The same for the same points, however they came.
std::string sweep_csv(const SweepHead& head, const std::vector<SweepRow>& rows);

/// axis,column,share: how much of a column's variance over all points is that of its means over the
/// values of the axis (first-order sensitivity; correlation ratio squared). Shares of axes that
/// act together do not add up to 1. Empty where the column does not vary.
std::string sensitivity_csv(const SweepHead& head, const std::vector<SweepRow>& rows);

/// Writes sweep.csv, sensitivity.csv, best.csv (best_points.hpp) and rows.csv (row_shares.hpp) into
/// `folder`, each complete or not at all.
void write_sweep_tables(const std::filesystem::path& folder, SweepStore& store);

}  // namespace engram::sim
