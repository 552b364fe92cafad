#include <limits>
#include <optional>

#include "workloads/files/csv_fields.hpp"
#include "workloads/files/text_lines.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

/// Field positions, from the header.
struct Columns {
  std::optional<std::size_t> neuron, timestep, count, population;
  std::size_t fields = 0;
};

Columns read_header(std::string_view line, std::uint64_t number, LineFaults& faults) {
  Columns columns;
  const std::vector<std::string_view> names = split_fields(line);
  columns.fields = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::optional<std::size_t>* column = names[i] == "neuron"       ? &columns.neuron
                                         : names[i] == "timestep"   ? &columns.timestep
                                         : names[i] == "count"      ? &columns.count
                                         : names[i] == "population" ? &columns.population
                                                                    : nullptr;
    const std::string name = "column '" + std::string(names[i].substr(0, 40)) + "'";
    if (column == nullptr) {
      faults.add(number, name + " is unknown (expected neuron, timestep, count, population)");
    } else if (column->has_value()) {
      faults.add(number, name + " stands twice");
    } else {
      *column = i;
    }
  }
  if (!columns.neuron) faults.add(number, "the header names no column 'neuron'");
  if (!columns.timestep) faults.add(number, "the header names no column 'timestep'");
  return columns;
}

/// The three numbers of a line, or nothing where one of them is at fault.
std::optional<SpikeEvent> read_row(std::string_view line, const Columns& columns,
                                   std::uint64_t number, std::uint32_t neurons,
                                   LineFaults& faults) {
  const std::vector<std::string_view> fields = split_fields(line);
  if (fields.size() != columns.fields) {
    faults.add(number, "found " + std::to_string(fields.size()) + " fields, the header names " +
                           std::to_string(columns.fields));
    return std::nullopt;
  }
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

void read_rows(TextLines& lines, SpikeTrain& train, LineFaults& faults) {
  std::string_view line;
  if (!lines.next(line, faults)) {
    if (faults.any()) return;
    faults.add(1, "the file is empty (expected a header with neuron,timestep)");
    return;
  }
  const Columns columns = read_header(line, lines.number(), faults);
  if (!columns.neuron || !columns.timestep) return;
  while (lines.next(line, faults)) {
    if (line.empty()) continue;
    const auto event = read_row(line, columns, lines.number(), train.neurons, faults);
    if (!event) continue;
    if (event->timestep >= train.timesteps) {
      train.events_dropped += event->count;
    } else {
      train.events_used += event->count;
      train.events.push_back(*event);
    }
  }
}

}  // namespace

SpikeTrain read_spike_csv(const std::filesystem::path& file, std::uint32_t neurons,
                          std::uint32_t timesteps) {
  TextLines lines(file);
  SpikeTrain train;
  train.name = file.stem().string();
  train.neurons = neurons;
  train.timesteps = timesteps;
  LineFaults faults(file);
  read_rows(lines, train, faults);
  faults.raise();
  try {
    normalise(train);
  } catch (const std::overflow_error& fault) {
    throw FileFault(file.string() + ": " + fault.what());
  }
  return train;
}

}  // namespace engram::workloads
