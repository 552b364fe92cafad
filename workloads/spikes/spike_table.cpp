#include "workloads/spikes/spike_table.hpp"

#include "workloads/files/text_lines.hpp"
#include "workloads/spikes/spike_columns.hpp"

namespace engram::workloads {
namespace {

std::optional<PopulationId> find_population(const Network& network, std::string_view field,
                                            std::uint64_t number, LineFaults& faults) {
  const std::string name(field);
  const auto id = network.find(name);
  if (!id) {
    std::string known;
    for (PopulationId other = 0; other < boost::num_vertices(network.graph); ++other) {
      if (network.graph[other].step.model == NeuronModel::input) continue;
      known += (known.empty() ? "" : ", ") + network.graph[other].name;
    }
    faults.add(number, "column 'population': the network has no '" + name.substr(0, 40) +
                           "' (it has " + known + ")");
  } else if (network.graph[*id].step.model == NeuronModel::input) {
    faults.add(number, "column 'population': '" + name + "' is an input");
    return std::nullopt;
  }
  return id;
}

}  // namespace

SpikeTable read_spike_table(const std::filesystem::path& file, const Network& network) {
  TextLines lines(file);
  LineFaults faults(file);
  SpikeTable table;
  std::string_view line;
  SpikeColumns columns;
  if (lines.next(line, faults)) {
    columns = read_spike_header(line, lines.number(), true, faults);
  } else if (!faults.any()) {
    faults.add(1, "the file is empty (expected a header with population,neuron,timestep)");
  }
  faults.raise();  // rows mean nothing without their names
  table.by_sample = columns.sample.has_value();
  while (lines.next(line, faults)) {
    if (line.empty()) continue;
    const auto fields = read_spike_fields(line, columns, lines.number(), faults);
    if (!fields) continue;
    const auto population =
        find_population(network, (*fields)[*columns.population], lines.number(), faults);
    if (!population) continue;
    const auto neurons = static_cast<std::uint32_t>(network.graph[*population].shape.size());
    const auto event = read_spike_event(*fields, columns, lines.number(), neurons, faults);
    if (!event) continue;
    const std::string sample = columns.sample ? std::string((*fields)[*columns.sample]) : "";
    table.rows.push_back({*population, sample, *event});
  }
  faults.raise();
  return table;
}

}  // namespace engram::workloads
