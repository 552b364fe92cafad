#include "workloads/spikes/spike_columns.hpp"

#include <limits>
#include <string>

#include "workloads/files/csv_fields.hpp"

namespace engram::workloads {

SpikeColumns read_spike_header(std::string_view line, std::uint64_t number, bool of_populations,
                               LineFaults& faults) {
  SpikeColumns columns;
  const std::vector<std::string_view> names = split_fields(line);
  columns.fields = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::optional<std::size_t>* column = names[i] == "neuron"       ? &columns.neuron
                                         : names[i] == "timestep"   ? &columns.timestep
                                         : names[i] == "count"      ? &columns.count
                                         : names[i] == "population" ? &columns.population
                                         : of_populations && names[i] == "sample" ? &columns.sample
                                                                                  : nullptr;
    const std::string name = "column '" + std::string(names[i].substr(0, 40)) + "'";
    if (column == nullptr) {
      faults.add(number, name + " is unknown (expected neuron, timestep, count, population" +
                             (of_populations ? ", sample)" : ")"));
    } else if (column->has_value()) {
      faults.add(number, name + " stands twice");
    } else {
      *column = i;
    }
  }
  if (!columns.neuron) faults.add(number, "the header names no column 'neuron'");
  if (!columns.timestep) faults.add(number, "the header names no column 'timestep'");
  if (of_populations && !columns.population) {
    faults.add(number, "the header names no column 'population'");
  }
  return columns;
}

std::optional<std::vector<std::string_view>> read_spike_fields(std::string_view line,
                                                               const SpikeColumns& columns,
                                                               std::uint64_t number,
                                                               LineFaults& faults) {
  std::vector<std::string_view> fields = split_fields(line);
  if (fields.size() == columns.fields) return fields;
  faults.add(number, "found " + std::to_string(fields.size()) + " fields, the header names " +
                         std::to_string(columns.fields));
  return std::nullopt;
}

std::optional<SpikeEvent> read_spike_event(const std::vector<std::string_view>& fields,
                                           const SpikeColumns& columns, std::uint64_t number,
                                           std::uint32_t neurons, LineFaults& faults) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint32_t>::max();
  std::uint64_t neuron = 0, timestep = 0, count = 1;
  bool good = true;
  const auto read = [&](const char* name, std::size_t field, std::uint64_t largest,
                        std::uint64_t& value) {
    std::string why;
    if (parse_whole(fields[field], largest, value, why)) return;
    faults.add(number, std::string("column '") + name + "': " + why);
    good = false;
  };
  if (neurons == 0) {
    faults.add(number, "column 'neuron': the population has no neurons");
    return std::nullopt;
  }
  read("neuron", *columns.neuron, neurons - 1, neuron);
  read("timestep", *columns.timestep, kLargest, timestep);
  if (columns.count) read("count", *columns.count, kLargest, count);
  if (good && count == 0) {
    faults.add(number, "column 'count': 0 is no event (expected at least 1)");
    good = false;
  }
  if (!good) return std::nullopt;
  return SpikeEvent{static_cast<std::uint32_t>(timestep), static_cast<std::uint32_t>(neuron),
                    static_cast<std::uint32_t>(count)};
}

}  // namespace engram::workloads
