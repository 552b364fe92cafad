#include "sim/study/grid_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/run/stored_bits.hpp"

namespace engram::sim {
namespace {

double each(Count count, const GridRun& run) {
  return static_cast<double>(count) / static_cast<double>(run.summary.samples);
}

double accuracy(const GridRun& run) {
  return run.batch.accuracy().value_or(std::numeric_limits<double>::quiet_NaN());
}

/// Of a share p of n independent samples: sqrt(p (1 - p) / n).
double standard_error(const GridRun& run) {
  const double p = accuracy(run);
  return std::sqrt(p * (1 - p) / static_cast<double>(run.batch.labelled));
}

double sparsity(const GridRun& run) {
  std::uint64_t zeros = 0, weights = 0;
  for (const ZeroCauses& one : run.prepared.zeros) {
    zeros += one.zeros();
    weights += one.weights;
  }
  return static_cast<double>(zeros) / static_cast<double>(weights);
}

double stored(const GridRun& run) {
  std::uint64_t bits = 0;
  for (const StoredBits& one : stored_bits(run.config, run.prepared)) bits += one.chosen;
  return static_cast<double>(bits);
}

template <Part part>
double part_of(const GridRun& run) {
  return picojoules_each(run.summary.parts[static_cast<std::size_t>(part)], run.summary.samples);
}

struct Column {
  const char* name;
  double (*figure)(const GridRun& run);
};

constexpr Column kColumns[] = {
    {"samples", [](const GridRun& run) { return double(run.summary.samples); }},
    {"accuracy", accuracy},
    {"standard_error", standard_error},
    {"energy_per_sample_pj",
     [](const GridRun& run) { return picojoules_each(run.summary.energy, run.summary.samples); }},
    {"energy_per_synaptic_operation_pj",
     [](const GridRun& run) {
       return picojoules_each(run.summary.energy, run.summary.synaptic_operations);
     }},
    {"marginal_energy_per_sample_pj",
     [](const GridRun& run) { return picojoules_each(run.summary.marginal, run.summary.samples); }},
    {"synaptic_operations_per_sample",
     [](const GridRun& run) { return each(run.summary.synaptic_operations, run); }},
    {"spikes_per_sample", [](const GridRun& run) { return each(run.summary.spikes, run); }},
    {"cycles_per_sample", [](const GridRun& run) { return each(run.summary.cycles, run); }},
    {"latency_us", [](const GridRun& run) { return run.summary.latency_us; }},
    {"area_um2", [](const GridRun& run) { return run.summary.area_um2; }},
    {"sparsity", sparsity},
    {"stored_bits", stored},
    {"compute_energy_per_sample_pj", part_of<Part::compute>},
    {"controller_energy_per_sample_pj", part_of<Part::controller>},
    {"weight_memory_energy_per_sample_pj", part_of<Part::weight_memory>},
    {"metadata_memory_energy_per_sample_pj", part_of<Part::metadata_memory>},
    {"state_memory_energy_per_sample_pj", part_of<Part::state_memory>},
    {"routing_memory_energy_per_sample_pj", part_of<Part::routing_memory>},
    {"noc_energy_per_sample_pj", part_of<Part::noc>},
    {"clock_energy_per_sample_pj", part_of<Part::clock>},
    {"leakage_energy_per_sample_pj", part_of<Part::leakage>},
};

const Column& column(const std::string& name) {
  return *std::find_if(std::begin(kColumns), std::end(kColumns),
                       [&](const Column& one) { return name == one.name; });
}

}  // namespace

std::vector<std::string> grid_column_names() {
  std::vector<std::string> names;
  for (const Column& one : kColumns) names.emplace_back(one.name);
  return names;
}

bool is_of_placement(const std::string& name) {
  const auto figure = column(name).figure;
  return figure == sparsity || figure == stored;
}

double grid_figure(const std::string& name, const GridRun& run) {
  return column(name).figure(run);
}

}  // namespace engram::sim
