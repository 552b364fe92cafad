#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::workloads {

struct SpikeTableRow {
  PopulationId population = 0;
  std::string sample;  ///< empty where the table has no such column
  SpikeEvent event;
};

struct SpikeTable {
  bool by_sample = false;  ///< has a column `sample`
  std::vector<SpikeTableRow> rows;
};

/// A table of the spikes of several populations, and of several samples: columns population,
/// neuron, timestep and, where given, count and sample, in any order; spikes.csv of a run is one.
/// Names are not quoted, so none may hold a comma. FileFault has one fault a line, "file:line: what
/// is wrong": populations that the network does not have, or that are inputs; neurons beyond their
/// number.
SpikeTable read_spike_table(const std::filesystem::path& file, const Network& network);

}  // namespace engram::workloads
