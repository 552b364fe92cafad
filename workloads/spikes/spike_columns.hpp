#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "workloads/files/line_faults.hpp"
#include "workloads/spikes/spike_train.hpp"

/// The header and the rows of a table of spikes, as spikes.csv has them.
namespace engram::workloads {

/// Field positions, from the header.
struct SpikeColumns {
  std::optional<std::size_t> neuron, timestep, count, population, sample;
  std::size_t fields = 0;
};

/// Faults: a column unknown or twice, no neuron, no timestep; with `of_populations` also no
/// population, and only then a column `sample` is known.
SpikeColumns read_spike_header(std::string_view line, std::uint64_t number, bool of_populations,
                               LineFaults& faults);

/// The fields of a line; nothing where they are not as many as the header names.
std::optional<std::vector<std::string_view>> read_spike_fields(std::string_view line,
                                                               const SpikeColumns& columns,
                                                               std::uint64_t number,
                                                               LineFaults& faults);

/// The three numbers of a line, or nothing where one of them is at fault; neuron < neurons.
std::optional<SpikeEvent> read_spike_event(const std::vector<std::string_view>& fields,
                                           const SpikeColumns& columns, std::uint64_t number,
                                           std::uint32_t neurons, LineFaults& faults);

}  // namespace engram::workloads
