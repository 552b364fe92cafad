#pragma once

#include <string>
#include <vector>

#include "sim/results/batch.hpp"

namespace engram::sim {

/// What a column is taken from.
struct GridRun {
  const Config& config;
  const Prepared& prepared;
  const Summary& summary;
  const Batch& batch;
};

/// Names that a grid may list, in the order of `engram study`'s README.
std::vector<std::string> grid_column_names();
/// Whether a column says nothing but what the network and its images are: not what a run did.
/// Precondition: the column exists.
bool is_of_placement(const std::string& name);
/// NaN where the run has no such figure. Precondition: the column exists.
double grid_figure(const std::string& name, const GridRun& run);

}  // namespace engram::sim
